using Sluice.Model.Json;

namespace Sluice.Events;

/// <summary>A CloudEvent that was checked, in the one form in which it is stored and goes out.</summary>
/// <param name="Source">With <paramref name="Id"/>, what names it in its bus.</param>
/// <param name="Body">CloudEvents 1.0 in JSON, structured.</param>
public sealed record TakenEvent(string Source, string Id, string Type, JsonPayload Body);
