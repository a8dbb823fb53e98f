using Sluice.Definitions;
using Sluice.Model.Json;
using Sluice.Model.Packing;

namespace Sluice.Interpreter.Frames;

/// <summary>The stored form of an execution's state: a snapshot, or only what has changed since the record before.</summary>
/// <remarks>
/// Format 1. Both kinds have one layout: head, then the frames written, then the ids of frames removed; a snapshot
/// writes all frames and removes none. Every format ever written stays readable, and has a golden file among the
/// tests.
/// </remarks>
public static class StateCodec
{
    private const byte Format = 1;

    /// <summary>Writes what has changed, and takes it as stored from here on.</summary>
    public static byte[] EncodeChanges(ExecutionState state)
    {
        var bytes = Encode(state, frame => frame.HasChanged, state.GlobalHasChanged, state.Removed);
        state.ForgetChanges();
        return bytes;
    }

    /// <summary>Writes the whole state, and takes it as stored from here on.</summary>
    public static byte[] EncodeSnapshot(ExecutionState state)
    {
        var bytes = Encode(state, _ => true, withGlobal: true, removed: []);
        state.ForgetChanges();
        return bytes;
    }

    /// <param name="records">A snapshot or an execution's first record, then what followed it, in order; one or more.</param>
    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static ExecutionState Decode(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        ExecutionState? state = null;
        foreach (var record in records)
        {
            state = Apply(state, record.Span);
        }

        return state ?? throw new InvalidDataException("An execution has no state to go on from.");
    }

    private static byte[] Encode(
        ExecutionState state, Func<Frame, bool> chosen, bool withGlobal, IReadOnlyList<int> removed)
    {
        var writer = new PackedWriter();
        writer.Byte(Format);
        writer.Count(state.Level);
        writer.Time(state.Deadline);
        writer.OptionalText(state.CallbackToken);
        writer.Count(state.LastEventId);
        writer.Count(state.LastFrameId);
        writer.Flag(state.IsStopping);
        writer.OptionalPayload(withGlobal ? JsonPayload.Of(state.Global) : null);
        writer.Count(state.Frames.Count(chosen));
        foreach (var frame in state.Frames.Where(chosen))
        {
            Write(writer, frame);
        }

        writer.Count(removed.Count);
        foreach (var id in removed)
        {
            writer.Count(id);
        }

        return writer.ToArray();
    }

    private static ExecutionState Apply(ExecutionState? state, ReadOnlySpan<byte> record)
    {
        var reader = new PackedReader(record);
        var format = reader.Byte();
        if (format != Format)
        {
            throw new InvalidDataException($"State is stored in format {format}; this release reads {Format}.");
        }

        var level = reader.SmallCount();
        var (deadline, token) = (reader.Time(), reader.OptionalText());
        state ??= ExecutionState.Restore(level, token);
        state.Deadline = deadline;
        state.LastEventId = reader.Count();
        state.LastFrameId = reader.SmallCount();
        state.IsStopping = reader.Flag();
        if (reader.OptionalPayload() is { } global)
        {
            state.Global = (JsonObject)global.Value;
        }

        for (var rest = reader.SmallCount(); rest > 0; rest--)
        {
            state.Put(ReadFrame(ref reader));
        }

        for (var rest = reader.SmallCount(); rest > 0; rest--)
        {
            state.Remove(reader.SmallCount());
        }

        state.ForgetChanges();
        return state;
    }

    private static void Write(PackedWriter writer, Frame frame)
    {
        writer.Count(frame.Id);
        writer.Count(frame.ParentId);
        writer.Count(frame.ScopeId);
        writer.Count(frame.Index);
        writer.Byte((byte)frame.Phase);
        writer.Count(frame.StateId);
        writer.Payload(frame.Data.Input);
        writer.Payload(frame.Data.Local);
        writer.OptionalPayload(frame.Input);
        writer.Count(frame.LastEventId);
        writer.Count(frame.EnteredEventId);
        writer.Flag(frame.HasStarted);
        writer.Count(frame.Attempt);
        writer.OptionalTime(frame.Due);
        writer.Count(frame.Retries.Length);
        foreach (var used in frame.Retries)
        {
            writer.Count(used);
        }

        writer.Flag(frame.Call is not null);
        if (frame.Call is { } call)
        {
            Write(writer, call);
        }
    }

    private static void Write(PackedWriter writer, PendingCall call)
    {
        writer.Text(call.Action);
        writer.Payload(call.Parameters);
        writer.Flag(call.AwaitsReport);
        writer.Fixed(call.Nonce);
        writer.Count(call.LastEventId);
    }

    private static Frame ReadFrame(ref PackedReader reader)
    {
        var frame = new Frame(reader.SmallCount(), reader.SmallCount(), reader.SmallCount(), reader.SmallCount())
        {
            Phase = (FramePhase)reader.Byte(),
            StateId = reader.SmallCount(),
            Data = new ScopeData(reader.Payload(), reader.Payload()),
            Input = reader.OptionalPayload(),
            LastEventId = reader.Count(),
            EnteredEventId = reader.Count(),
            HasStarted = reader.Flag(),
            Attempt = reader.SmallCount(),
            Due = reader.OptionalTime(),
        };
        frame.Retries = new int[reader.SmallCount()];
        for (var i = 0; i < frame.Retries.Length; i++)
        {
            frame.Retries[i] = reader.SmallCount();
        }

        frame.Call = reader.Flag() ? ReadCall(ref reader) : null;
        return frame;
    }

    private static PendingCall ReadCall(ref PackedReader reader) =>
        new(reader.Text(), reader.Payload(), reader.Flag(), reader.Fixed(), reader.Count());
}
