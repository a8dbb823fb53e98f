using Sluice.Definitions.States;

namespace Sluice.Definitions;

/// <summary>A checked definition, in either language: a graph of states in scopes, and how data moves along it.</summary>
/// <remarks>
/// Immutable, and shared by all executions of the same revision. Everything that can be known before a run has been
/// checked, and every expression is parsed.
/// </remarks>
public sealed class Flow
{
    /// <param name="scopes">By id; the first is the flow's own.</param>
    /// <param name="states">By id.</param>
    public Flow(
        FlowLanguage language,
        string? name,
        TimeSpan? timeout,
        IReadOnlyList<Scope> scopes,
        IReadOnlyList<State> states,
        IDataFlow data)
    {
        (Language, Name, Timeout, Scopes, States, Data) = (language, name, timeout, scopes, states, data);
    }

    public FlowLanguage Language { get; }

    /// <summary>The name that the definition gives itself, if any.</summary>
    public string? Name { get; }

    /// <summary>Longest run of one execution; null where only the mode's ceiling counts.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>By <see cref="Scope.Id"/>.</summary>
    public IReadOnlyList<Scope> Scopes { get; }

    /// <summary>Every state of every scope, by <see cref="State.Id"/>.</summary>
    public IReadOnlyList<State> States { get; }

    public IDataFlow Data { get; }

    /// <summary>The scope that the execution itself runs.</summary>
    public Scope Root => Scopes[0];
}
