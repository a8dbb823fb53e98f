using Sluice.Model;

namespace Sluice.Definitions;

/// <summary>A field's value as it will be when the state runs: a constant, or computed from variables.</summary>
/// <remarks>Range and type are checked here, by whoever made it; users of the value need not check again.</remarks>
public abstract class Computed<T>
{
    public abstract Outcome<T> Evaluate(Variables variables);
}

/// <summary>A value that was known, and checked, when the flow was compiled.</summary>
public sealed class Constant<T>(T value) : Computed<T>
{
    public T Value { get; } = value;

    public override Outcome<T> Evaluate(Variables variables) => Value;
}
