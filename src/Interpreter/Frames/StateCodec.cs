using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Packing;

namespace Sluice.Interpreter.Frames;

/// <summary>The stored form of an execution's state: a snapshot, or only what has changed since the record before.</summary>
/// <remarks>
/// Format 4. Both kinds have one layout: head, then the frames written, then the ids of frames removed; a snapshot
/// writes all frames and removes none. Format 1 knew no scopes inside a state, format 2 nothing of executions that have
/// ended and of calls that were made again, format 3 nothing of redrives: but for the number it is format 4 without them.
/// Every format ever written stays readable, and has a golden file among the tests.
/// </remarks>
public static class StateCodec
{
    private const byte Format = 4;

    /// <summary>Bits of the head; format 2 and older wrote the first one alone.</summary>
    private const byte Stopping = 1;
    private const byte Ended = 2;
    private const byte Redriven = 4;

    /// <summary>Bits of what a frame has; format 3 and older wrote the first one alone.</summary>
    private const byte HasMapRun = 1;
    private const byte HasResult = 2;
    private const byte HasChild = 4;

    /// <summary>Writes what has changed, and takes it as stored from here on.</summary>
    public static byte[] EncodeChanges(ExecutionState state)
    {
        var bytes = Encode(state, [.. state.ChangedFrames], state.GlobalHasChanged, state.Removed);
        state.ForgetChanges();
        return bytes;
    }

    /// <summary>Writes the whole state, and takes it as stored from here on.</summary>
    public static byte[] EncodeSnapshot(ExecutionState state)
    {
        var bytes = Encode(state, [.. state.AllFrames], withGlobal: true, removed: []);
        state.ForgetChanges();
        return bytes;
    }

    /// <param name="records">A snapshot or an execution's first record, then what followed it, in order; one or more.</param>
    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static ExecutionState Decode(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        ExecutionState? state = null;
        var frames = new SortedDictionary<int, Frame>();
        foreach (var record in records)
        {
            state = Apply(state, frames, record.Span);
        }

        if (state is null)
        {
            throw new InvalidDataException("An execution has no state to go on from.");
        }

        // Parents come before their children, and children in the order of their indexes.
        foreach (var frame in frames.Values)
        {
            state.Put(frame, frame.ParentId == 0 ? null : ParentOf(frame, frames));
        }

        state.ForgetChanges();
        return state;
    }

    private static Frame ParentOf(Frame frame, SortedDictionary<int, Frame> frames) =>
        frame.ParentId < frame.Id && frames.TryGetValue(frame.ParentId, out var parent)
            ? parent
            : throw new InvalidDataException($"Frame {frame.Id} is stored without frame {frame.ParentId} around it.");

    private static byte[] Encode(
        ExecutionState state, List<Frame> frames, bool withGlobal, IReadOnlyList<int> removed)
    {
        var writer = new PackedWriter();
        writer.Byte(Format);
        writer.Count(state.Level);
        writer.Time(state.Deadline);
        writer.OptionalText(state.CallbackToken);
        writer.Count(state.LastEventId);
        writer.Count(state.LastFrameId);
        writer.Byte((byte)((state.IsStopping ? Stopping : 0)
            | (state.HasEnded ? Ended : 0)
            | (state.RedrivenAt is null ? 0 : Redriven)));
        if (state.RedrivenAt is { } redriven)
        {
            writer.Time(redriven);
        }

        writer.Count(state.Depth);
        writer.Count(state.Watchers.Count);
        state.Watchers.ForEach(writer.Text);
        writer.OptionalPayload(withGlobal ? JsonPayload.Of(state.Global) : null);
        writer.Count(frames.Count);
        foreach (var frame in frames)
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

    private static ExecutionState Apply(
        ExecutionState? state, SortedDictionary<int, Frame> frames, ReadOnlySpan<byte> record)
    {
        var reader = new PackedReader(record);
        var format = reader.Byte();
        if (format is 0 or > Format)
        {
            throw new InvalidDataException($"State is stored in format {format}; this release reads 1 to {Format}.");
        }

        var level = reader.SmallCount();
        var (deadline, token) = (reader.Time(), reader.OptionalText());
        state ??= ExecutionState.Restore(level);
        (state.Deadline, state.CallbackToken) = (deadline, token);
        state.LastEventId = reader.Count();
        state.LastFrameId = reader.SmallCount();
        ReadBits(ref reader, format, state);
        if (format >= 2)
        {
            state.Depth = reader.SmallCount();
            state.Watchers.Clear();
            for (var rest = reader.ItemCount(); rest > 0; rest--)
            {
                state.Watchers.Add(reader.Text());
            }
        }

        if (reader.OptionalPayload() is { } global)
        {
            state.Global = (JsonObject)global.Value;
        }

        for (var rest = reader.ItemCount(); rest > 0; rest--)
        {
            var frame = ReadFrame(ref reader, format);
            frames[frame.Id] = frame;
        }

        for (var rest = reader.ItemCount(); rest > 0; rest--)
        {
            frames.Remove(reader.SmallCount());
        }

        return state;
    }

    private static void ReadBits(ref PackedReader reader, byte format, ExecutionState state)
    {
        var known = format switch { >= 4 => Stopping | Ended | Redriven, 3 => Stopping | Ended, _ => Stopping };
        var bits = reader.Byte();
        if ((bits & ~known) != 0)
        {
            throw new InvalidDataException($"A state's head has the bits {bits}.");
        }

        (state.IsStopping, state.HasEnded) = ((bits & Stopping) != 0, (bits & Ended) != 0);
        state.RedrivenAt = (bits & Redriven) != 0 ? reader.Time() : null;
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

        writer.Flag(frame.Scopes is not null);
        if (frame.Scopes is { } scopes)
        {
            Write(writer, scopes);
        }

        WriteKept(writer, frame);
    }

    /// <summary>What waits elsewhere, and what was kept to go on from.</summary>
    private static void WriteKept(PackedWriter writer, Frame frame)
    {
        writer.Byte((byte)((frame.MapRun is null ? 0 : HasMapRun)
            | (frame.Result is null ? 0 : HasResult)
            | (frame.Child is null ? 0 : HasChild)));
        if (frame.MapRun is { } run)
        {
            writer.Text(run);
        }

        if (frame.Result is { } result)
        {
            writer.Payload(result);
        }

        if (frame.Child is { } child)
        {
            writer.Count(child.Id.Value);
            writer.Count(child.FlowId);
            writer.Count(child.RevisionId);
        }
    }

    private static void Write(PackedWriter writer, PendingCall call)
    {
        writer.Text(call.Action);
        writer.Payload(call.Parameters);
        writer.Flag(call.AwaitsReport);
        writer.Fixed(call.Nonce);
        writer.Count(call.LastEventId);
        writer.Count(call.Calls);
        writer.OptionalText(call.RequestId);
    }

    private static void Write(PackedWriter writer, PendingScopes scopes)
    {
        writer.Count(scopes.First);
        writer.Count(scopes.Count);
        writer.Count(scopes.AtOnce);
        writer.OptionalPayload(scopes.Items);
    }

    private static Frame ReadFrame(ref PackedReader reader, byte format)
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
        frame.Retries = new int[reader.ItemCount()];
        for (var i = 0; i < frame.Retries.Length; i++)
        {
            frame.Retries[i] = reader.SmallCount();
        }

        frame.Call = reader.Flag() ? ReadCall(ref reader, format) : null;
        if (format >= 2)
        {
            frame.Scopes = reader.Flag() ? ReadScopes(ref reader) : null;
            ReadKept(ref reader, format, frame);
        }

        return frame;
    }

    private static void ReadKept(ref PackedReader reader, byte format, Frame frame)
    {
        var bits = reader.Byte();
        if (bits > (format >= 4 ? HasMapRun | HasResult | HasChild : HasMapRun))
        {
            throw new InvalidDataException($"Frame {frame.Id} has the bits {bits}.");
        }

        frame.MapRun = (bits & HasMapRun) != 0 ? reader.Text() : null;
        frame.Result = (bits & HasResult) != 0 ? reader.Payload() : null;
        frame.Child = (bits & HasChild) != 0
            ? new(new ExecutionId(reader.Count()), reader.Count(), reader.Count())
            : null;
    }

    private static PendingScopes ReadScopes(ref PackedReader reader) =>
        new(reader.SmallCount(), reader.SmallCount(), reader.SmallCount(), reader.OptionalPayload());

    private static PendingCall ReadCall(ref PackedReader reader, byte format)
    {
        var call = new PendingCall(reader.Text(), reader.Payload(), reader.Flag(), reader.Fixed(), reader.Count());
        return format >= 3 ? call with { Calls = reader.SmallCount(), RequestId = reader.OptionalText() } : call;
    }
}
