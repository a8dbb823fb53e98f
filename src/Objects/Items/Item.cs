using Sluice.Model.Json;

namespace Sluice.Objects.Items;

/// <summary>One item, and where the next one is.</summary>
/// <param name="Next">Reading from here on gives what follows this item.</param>
public sealed record Item(JsonPayload Payload, ItemPosition Next);
