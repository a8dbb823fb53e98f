namespace Sluice.Server.Operations;

/// <summary>The region that this server says it is.</summary>
/// <param name="Endpoint">Host and port by which clients reach it.</param>
public sealed record Region(string Id, string Endpoint);
