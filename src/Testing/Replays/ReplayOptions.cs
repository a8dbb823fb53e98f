namespace Sluice.Testing.Replays;

/// <summary>How recorded executions are led through another definition.</summary>
public sealed record ReplayOptions
{
    /// <summary>New names of states by old ones.</summary>
    public IReadOnlyDictionary<string, string> Renamed { get; init; } = new Dictionary<string, string>();

    /// <summary>The answer to a request that has changed is not known.</summary>
    public bool IsStrict { get; init; }

    /// <summary>How much each execution may compute, for each time that it is led through a definition; in the interpreter's units.</summary>
    public long WorkAtMost { get; init; } = long.MaxValue;

    /// <summary>Members of the output that need not be the same, each as a path: <c>$.a.b</c>.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}
