using System.Collections.Frozen;

namespace Sluice.Server.Operations;

/// <summary>Operations that belong together: under one path, in one version.</summary>
/// <param name="Path"><c>/</c>, or one of our own.</param>
/// <param name="Version">What requests have to say.</param>
/// <param name="Service">What policies call it: <c>fnf</c>, <c>sts</c>, <c>sluice</c>.</param>
internal sealed record Api(
    string Path, string Version, string Service, FrozenDictionary<string, Operation> Operations)
{
    public static Api Flows(FrozenDictionary<string, Operation> operations) =>
        new("/", "2019-03-15", "fnf", operations);

    /// <summary>Temporary credentials, as the vendor's STS client asks for them.</summary>
    public static Api Sts(FrozenDictionary<string, Operation> operations) =>
        new("/", "2015-04-01", "sts", operations);

    /// <summary>What the vendor's API does not have.</summary>
    public static Api Extension(FrozenDictionary<string, Operation> operations) =>
        new("/sluice/v1", "v1", "sluice", operations);
}
