using Sluice.Model.Json;

namespace Sluice.Objects.Items;

/// <summary>A place between two items of a source, to go on from after a restart.</summary>
/// <param name="Count">Items before it.</param>
/// <param name="Part">Which file of an inventory; 0 elsewhere.</param>
/// <param name="Offset">The byte of the (unpacked) object at which reading goes on.</param>
/// <param name="Line">The line of that byte, from 1.</param>
/// <param name="ETag">Of the object that is read: a changed one is noticed. Empty where nothing is open
/// yet.</param>
/// <param name="Key">Of a listing: the last key that was read.</param>
public sealed record ItemPosition(long Count, int Part, long Offset, long Line, string ETag, string? Key)
{
    public static ItemPosition Start { get; } = new(0, 0, 0, 1, "", null);

    /// <summary>A form to store; opaque to everybody else.</summary>
    public JsonPayload ToPayload() => JsonPayload.Of(new JsonArray(
        JsonValue.Of(Count), JsonValue.Of(Part), JsonValue.Of(Offset), JsonValue.Of(Line), JsonValue.Of(ETag),
        Key is null ? JsonValue.Null : JsonValue.Of(Key)));

    /// <param name="stored">What <see cref="ToPayload"/> gave.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static ItemPosition FromPayload(JsonPayload stored) =>
        stored.Value is JsonArray { Count: 6 } array
        && array[0] is JsonNumber { IsInteger: true } count
        && array[1] is JsonNumber { IsInteger: true } part
        && array[2] is JsonNumber { IsInteger: true } offset
        && array[3] is JsonNumber { IsInteger: true } line
        && array[4] is JsonString etag
        && array[5] is JsonString or JsonNull
            ? new(
                count.Int64, checked((int)part.Int64), offset.Int64, line.Int64, etag.Value,
                (array[5] as JsonString)?.Value)
            : throw new InvalidDataException("A stored position of an item reader cannot be read.");
}
