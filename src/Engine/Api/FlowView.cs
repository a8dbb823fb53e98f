using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>A flow with its working copy, or with a published version in its place.</summary>
public sealed record FlowView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary><c>FDL</c> or <c>DEFAULT</c>.</summary>
    public required string Type { get; init; }

    public required string Description { get; init; }

    /// <summary>The text exactly as it was sent.</summary>
    public required string Definition { get; init; }

    /// <summary>Empty when there is none.</summary>
    public required string RoleArn { get; init; }

    public ExecutionMode Mode { get; init; }

    /// <summary>JSON text <c>{"Variables":[…]}</c>; null when it was never set.</summary>
    public string? Environment { get; init; }

    public string? ExternalStorageLocation { get; init; }

    public string? ResourceGroupId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    internal static FlowView Of(FlowRow flow, RevisionRow revision) => new()
    {
        Id = flow.Uuid,
        Name = flow.Name,
        Type = flow.Type,
        Description = flow.Description,
        Definition = revision.Definition,
        RoleArn = revision.RoleArn,
        Mode = (ExecutionMode)flow.Mode,
        Environment = revision.Environment,
        ExternalStorageLocation = flow.ExternalStorageLocation,
        ResourceGroupId = flow.ResourceGroupId,
        Created = DateTimeOffset.FromUnixTimeMilliseconds(flow.Created),
        Modified = DateTimeOffset.FromUnixTimeMilliseconds(flow.Modified),
    };
}
