namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods that choose between ways.</summary>
internal static partial class Branches
{
    /// <summary>A way to bend a line.</summary>
    public enum Bend
    {
        /// <summary>By a square.</summary>
        Square,

        /// <summary>By an exponential.</summary>
        Exponential,

        /// <summary>By a sine.</summary>
        Sine,
    }

    [Differentiable(Both)]
    public static double IfElseChain(double x, double y)
    {
        double result;
        if (x > 1 && y > 0)
        {
            result = x * y;
        }
        else if (x < -1 || !(y < 3))
        {
            result = x / y;
        }
        else
        {
            result = x - y * y;
        }

        return result * result;
    }

    [Differentiable(Both)]
    public static double IfWithoutElse(double x, double y)
    {
        double z = x * y;
        if (z > 0)
        {
            z = Math.Log(z);
            x *= z;
        }

        return x + z;
    }

    [Differentiable(Both)]
    public static double EarlyReturns(double x, double y)
    {
        if (x < 0)
        {
            return y * Math.Exp(x);
        }

        double root = Math.Sqrt(x);
        if (root < y)
        {
            return root * y;
        }

        return y / root;
    }

    [Differentiable(Both)]
    public static double NestedTernary(double x, double y)
        => x > y ? (y > 0 ? x * y : x - y) : (x > 0 ? Math.Sin(x) * y : Math.Cos(y) / (1 + x * x));

    [Differentiable(Both)]
    public static double SwitchStatement(double x, double y, int way)
    {
        double result = x;
        switch (way)
        {
            case 0:
                result = x * y;
                break;
            case 1:
            case 2:
                result += Math.Exp(y);
                break;
            case > 10:
                return x * x * x;
            default:
                result -= y;
                break;
        }

        return result * result;
    }

    [Differentiable(Both)]
    public static double GotoCase(double x, double y, int start)
    {
        double result = 1;
        switch (start)
        {
            case 0:
                result *= x;
                goto case 1;
            case 1:
                result += y;
                goto case 2;
            case 2:
                result *= result;
                break;
            default:
                result = x / y;
                goto case 1;
        }

        return Math.Sin(result);
    }

    [Differentiable(Both)]
    public static double SwitchExpression(double x, Bend bend) => bend switch
    {
        Bend.Square => x * x,
        Bend.Exponential => Math.Exp(x / 2),
        Bend.Sine when x > 0 => Math.Sin(3 * x),
        _ => -x,
    };

    [Differentiable(Both)]
    public static double SwitchOnString(double x, string name)
    {
        switch (name)
        {
            case "tanh":
                return Math.Tanh(x);
            case "softplus":
                return Math.Log(1 + Math.Exp(x));
            default:
                throw new ArgumentException($"There is no activation {name}.", nameof(name));
        }
    }

    [Differentiable(Both)]
    public static double ConditionWithAssignment(double x, double y)
    {
        double z;
        if ((z = x * y) > 1)
        {
            return z * x;
        }

        return z - y;
    }
}
