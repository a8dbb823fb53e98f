using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>A name for one version of a flow, or for two that share the starts.</summary>
public sealed record AliasView(string Name, string Description, AliasRouting Routing, DateTimeOffset Created)
{
    internal static AliasView Of(AliasRow row) => new(
        row.Name,
        row.Description,
        new AliasRouting(row.First, row.Second),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Created));
}
