namespace SymDiff.Gradients.Tests.Language;

/// <summary>A mutable struct of structs, with members that are no numbers.</summary>
public struct Particle
{
    private double mass;

    public Particle(Vec position, double mass)
        : this(position, Vec.Unit, mass)
    {
    }

    public Particle(Vec position, Vec velocity, double mass)
    {
        Position = position;
        Velocity = velocity;
        this.mass = mass;
        Steps = 0;
    }

    public Vec Position { get; set; }

    public Vec Velocity { get; set; }

    public int Steps { get; private set; }

    /// <summary>A setter with logic.</summary>
    public double Mass
    {
        readonly get => mass;
        set => mass = value < 0.25 ? 0.25 : value * value;
    }

    public readonly double Energy => 0.5 * mass * Velocity.SquaredLength;

    public void Step(double h)
    {
        Position += h * Velocity;
        Velocity -= h / mass * Position;
        Steps++;
    }

    public void Reset() => this = new Particle(Position, mass);
}
