using Sluice.Engine.Flows;
using Sluice.Model.Json;

namespace Sluice.Engine.Shards;

/// <summary>What a new execution begins with.</summary>
/// <param name="Input">A JSON object.</param>
/// <param name="InputText">The caller's own bytes; null when none were sent.</param>
internal sealed record Origin(CompiledRevision Revision, string Name, JsonPayload Input, byte[]? InputText)
{
    /// <summary>A task that waits for its end; null for none.</summary>
    public string? CallbackToken { get; init; }

    /// <summary>The version or alias that led to the revision; null for the working copy.</summary>
    public string? Qualifier { get; init; }

    /// <summary>How many executions were started one by another before this one.</summary>
    public int Depth { get; init; }

    /// <summary>The map run that it is a child of; null for none.</summary>
    public string? MapRun { get; init; }

    /// <summary>Id of the scope that it runs: the flow's own, or that of the Map's children.</summary>
    public int Scope { get; init; }
}
