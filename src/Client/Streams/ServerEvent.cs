namespace Sluice.Client.Streams;

/// <summary>One of a stream of server-sent events.</summary>
/// <param name="Id">Empty when it has none.</param>
/// <param name="Kind">Empty for an ordinary message.</param>
/// <param name="Data">Lines joined with line feeds.</param>
public sealed record ServerEvent(string Id, string Kind, string Data);
