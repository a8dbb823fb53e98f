using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.Starting;

/// <summary>
/// What an execution is started with: the caller's own bytes, which are stored and shown as they came, and what they say.
/// </summary>
/// <remarks>Bytes that go in or come out belong to both sides from then on: nobody changes them.</remarks>
internal sealed class ExecutionInput : IEquatable<ExecutionInput>
{
    private ExecutionInput(JsonPayload payload, byte[]? bytes) => (Payload, Bytes) = (payload, bytes);

    /// <summary>The caller has sent none, which is as good as an empty object.</summary>
    public static ExecutionInput None { get; } = new(JsonPayload.EmptyObject, bytes: null);

    /// <summary>A JSON object; of a map run's child any value.</summary>
    public JsonPayload Payload { get; }

    /// <summary>The caller's own; null when none were sent.</summary>
    public byte[]? Bytes { get; }

    /// <summary>What a flow gives, such as the item of a Map.</summary>
    public static ExecutionInput Of(JsonPayload payload) => new(payload, payload.Utf8.ToArray());

    /// <summary>What a caller sends, checked.</summary>
    /// <param name="sent">Empty when none was sent.</param>
    /// <exception cref="ApiException"><c>InvalidArgument</c> for Input, <c>EntityTooLarge</c>.</exception>
    public static ExecutionInput Parse(byte[] sent, Limits limits)
    {
        if (sent.Length == 0)
        {
            return None;
        }

        if (!JsonPayload.TryParse(sent, limits.JsonDepth, out var input, out var problem))
        {
            throw ApiException.InvalidArgument("Input", problem);
        }

        if (input.Value is not JsonObject)
        {
            throw ApiException.InvalidArgument("Input", $"it must be a JSON object, not {input.Value.KindName}");
        }

        return input.ByteCount <= limits.StateDataBytes
            ? new(input, sent)
            : throw ApiException.EntityTooLarge(limits.StateDataBytes);
    }

    /// <summary>What was checked before, as it is stored or was sent from another node.</summary>
    /// <param name="kept">Null when none were sent.</param>
    /// <exception cref="InvalidDataException">It is no JSON.</exception>
    public static ExecutionInput FromKept(byte[]? kept) => kept is null ? None
        : JsonPayload.TryParse(kept, int.MaxValue, out var input, out var problem) ? new(input, kept)
        : throw new InvalidDataException($"The stored input cannot be read: {problem}.");

    public bool Equals(ExecutionInput? other) =>
        other is not null && (Bytes is null) == (other.Bytes is null) && Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as ExecutionInput);

    public override int GetHashCode() => Payload.GetHashCode();
}
