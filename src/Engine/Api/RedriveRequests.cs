using Sluice.Model.Names;

namespace Sluice.Engine.Api;

/// <summary>How an execution is to be redriven.</summary>
public sealed record RedriveOptions
{
    /// <summary>
    /// The definition to go on with: <c>started</c> for the one that it has run, <c>latest</c> for the flow's working copy, or
    /// a version or alias; null for the first.
    /// </summary>
    public string? Definition { get; init; }

    /// <summary>Only says what would come of it.</summary>
    public bool DryRun { get; init; }

    /// <summary>Who asks for it, for the history.</summary>
    public string By { get; init; } = "caller";
}

/// <summary>How an execution is to be run once more, under another name.</summary>
public sealed record RerunOptions
{
    /// <summary>Null for a generated one.</summary>
    public ExecutionName? Name { get; init; }

    /// <summary>The caller's own bytes; null for the input of the execution that is run once more.</summary>
    public byte[]? Utf8Input { get; init; }

    /// <summary>As for <see cref="RedriveOptions.Definition"/>.</summary>
    public string? Definition { get; init; }
}
