using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class BranchTests
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(-2, 3.5)]
    [InlineData(0.5, 4)]
    [InlineData(0.5, 1)]
    public void If_else_chain(double x, double y)
        => Triangle.Agrees(Branches.IfElseChain, Branches.IfElseChainGradient, Branches.IfElseChainJvp, x, y);

    [Theory]
    [InlineData(2, 3)]
    [InlineData(-2, 3)]
    public void If_without_else_reassigns_a_parameter(double x, double y)
        => Triangle.Agrees(Branches.IfWithoutElse, Branches.IfWithoutElseGradient, Branches.IfWithoutElseJvp, x, y);

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(4, 3)]
    [InlineData(4, 1)]
    public void Early_returns(double x, double y)
        => Triangle.Agrees(Branches.EarlyReturns, Branches.EarlyReturnsGradient, Branches.EarlyReturnsJvp, x, y);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, -1)]
    [InlineData(1, 2)]
    [InlineData(-1, 2)]
    public void Nested_ternary(double x, double y)
        => Triangle.Agrees(Branches.NestedTernary, Branches.NestedTernaryGradient, Branches.NestedTernaryJvp, x, y);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(11)]
    public void Switch_statement(int way)
        => Triangle.Agrees(
            (x, y) => Branches.SwitchStatement(x, y, way),
            (x, y) => Branches.SwitchStatementGradient(x, y, way),
            (x, y, dx, dy) => Branches.SwitchStatementJvp(x, y, way, dx, dy),
            1.5,
            0.75);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Goto_case(int start)
        => Triangle.Agrees(
            (x, y) => Branches.GotoCase(x, y, start),
            (x, y) => Branches.GotoCaseGradient(x, y, start),
            (x, y, dx, dy) => Branches.GotoCaseJvp(x, y, start, dx, dy),
            1.5,
            0.75);

    [Theory]
    [InlineData(1.25)]
    [InlineData(-1.25)]
    public void Switch_expression_over_an_enum(double at)
    {
        foreach (Branches.Bend bend in Enum.GetValues<Branches.Bend>())
        {
            Triangle.Agrees(
                x => Branches.SwitchExpression(x, bend),
                x => Branches.SwitchExpressionGradient(x, bend),
                (x, dx) => Branches.SwitchExpressionJvp(x, bend, dx),
                at);
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("softplus")]
    public void Switch_over_a_string(string name)
        => Triangle.Agrees(
            x => Branches.SwitchOnString(x, name),
            x => Branches.SwitchOnStringGradient(x, name),
            (x, dx) => Branches.SwitchOnStringJvp(x, name, dx),
            0.75);

    [Fact]
    public void Thrown_exception_is_that_of_the_function()
    {
        ArgumentException expected = Assert.Throws<ArgumentException>(() => Branches.SwitchOnString(1, "step"));
        ArgumentException reverse = Assert.Throws<ArgumentException>(() => Branches.SwitchOnStringGradient(1, "step"));
        ArgumentException forward = Assert.Throws<ArgumentException>(() => Branches.SwitchOnStringJvp(1, "step", 1));
        Assert.Equal(expected.Message, reverse.Message);
        Assert.Equal(expected.Message, forward.Message);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(0.25, 3)]
    public void Condition_with_an_assignment(double x, double y)
        => Triangle.Agrees(
            Branches.ConditionWithAssignment, Branches.ConditionWithAssignmentGradient, Branches.ConditionWithAssignmentJvp, x, y);
}
