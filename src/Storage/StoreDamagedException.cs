using Sluice.Model;

namespace Sluice.Storage;

/// <summary>Something is stored, and is not what was written: it is never answered as if it were.</summary>
/// <remarks>
/// Nothing else is touched by it: other reads answer, and other writes are taken. From a write: nothing of it was written.
/// </remarks>
/// <param name="what">What is damaged, as the beginning of a sentence: <c>Execution 'a' of flow 'f' (number 12)</c>.</param>
/// <param name="problem">What is wrong with it, without a full stop.</param>
public sealed class StoreDamagedException(string what, string problem, Exception? cause = null) : Exception(
    $"{what} is damaged in the store: {problem}. Nothing else is touched by it. What to do: docs/operations.md, \"Damage\".",
    cause)
{
    public string What => what;

    public string Problem => problem;

    /// <summary>The execution that it belongs to, where it is one's.</summary>
    public ExecutionId? Execution { get; init; }
}
