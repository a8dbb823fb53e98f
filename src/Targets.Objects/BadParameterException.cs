namespace Sluice.Targets.Objects;

/// <summary>Ends an action at the first bad parameter; never leaves the target.</summary>
/// <param name="problem">A clause, without a full stop.</param>
internal sealed class BadParameterException(string parameter, string problem) : Exception(problem)
{
    public string Parameter { get; } = parameter;
}
