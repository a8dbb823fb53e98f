using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Engine.Api;

/// <summary>A flow to create. Text members are as the caller sent them.</summary>
public sealed record NewFlow(FlowName Name, string Definition)
{
    /// <summary><c>FDL</c> or <c>DEFAULT</c>.</summary>
    public string Type { get; init; } = "FDL";

    public string Description { get; init; } = "";

    public string RoleArn { get; init; } = "";

    public ExecutionMode Mode { get; init; }

    /// <summary>JSON text <c>{"Variables":[…]}</c>; null when it was not given.</summary>
    public string? Environment { get; init; }

    public string? ExternalStorageLocation { get; init; }

    public string? ResourceGroupId { get; init; }

    /// <summary>Who defines it; null when nobody is known, and then nobody is asked what it may start.</summary>
    public string? Definer { get; init; }
}

/// <summary>Changes to a flow; null leaves a member as it is, an empty text clears it.</summary>
public sealed record FlowUpdate(FlowName Name)
{
    public string? Definition { get; init; }

    public string? Type { get; init; }

    public string? Description { get; init; }

    public string? RoleArn { get; init; }

    /// <summary>JSON text; empty clears it.</summary>
    public string? Environment { get; init; }

    public string? ExternalStorageLocation { get; init; }

    /// <summary>Who changes it, and has defined what it is from then on; null when nobody is known.</summary>
    public string? Definer { get; init; }
}
