namespace Sluice.Access;

/// <summary>What somebody wants to do.</summary>
/// <param name="Action">Such as <c>fnf:DescribeFlow</c>.</param>
/// <param name="Resources">The names that the resource has: a statement speaks of it if it names any of
/// them.</param>
/// <param name="Context">What conditions look at, such as <c>acs:SourceIp</c>; names without regard to letter
/// case.</param>
/// <remarks>Source: protocol, sections 12.3 and 12.4.</remarks>
public sealed record AccessRequest(
    string Action, IReadOnlyList<string> Resources, IReadOnlyDictionary<string, string> Context);
