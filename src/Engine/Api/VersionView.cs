using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>A published version of a flow.</summary>
/// <param name="Number">1 or more; it never means another one.</param>
public sealed record VersionView(long Number, string Description, DateTimeOffset Created)
{
    internal static VersionView Of(VersionRow row) =>
        new(row.Number, row.Description, DateTimeOffset.FromUnixTimeMilliseconds(row.Created));
}
