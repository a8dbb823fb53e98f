using Sluice.Model.Packing;

namespace Sluice.Interpreter.Frames;

/// <summary>What of a state decides how an execution goes on, as bytes that are equal where that is.</summary>
/// <remarks>
/// Frames by where they are and what they hold; no numbers of frames, attempts and events, and no nonces. Times are told from
/// now on. Left out are the execution's own deadline, which nothing asks for until it is over, and texts that hold such numbers:
/// a task token in the data makes two states differ, which is safe.
/// </remarks>
public static class StateFingerprint
{
    public static byte[] Of(ExecutionState state, DateTimeOffset now)
    {
        var writer = new PackedWriter();
        writer.Flag(state.HasEnded);
        writer.Flag(state.IsStopping);
        writer.Payload(Model.Json.JsonPayload.Of(state.Global));
        foreach (var frame in state.AllFrames.Where(frame => frame.ParentId == 0))
        {
            Write(writer, frame, now);
        }

        return writer.ToArray();
    }

    private static void Write(PackedWriter writer, Frame frame, DateTimeOffset now)
    {
        writer.Count(frame.ScopeId);
        writer.Count(frame.Index);
        writer.Byte((byte)frame.Phase);
        writer.Count(frame.StateId);
        writer.Payload(frame.Data.Input);
        writer.Payload(frame.Data.Local);
        writer.OptionalPayload(frame.Input);
        writer.Flag(frame.HasStarted);
        writer.OptionalNumber(frame.Due is { } due ? (long)(due - now).TotalMilliseconds : null);
        writer.Count(frame.Retries.Length);
        foreach (var used in frame.Retries)
        {
            writer.Count(used);
        }

        writer.OptionalText(frame.Call?.Action);
        writer.OptionalPayload(frame.Call?.Parameters);
        writer.Flag(frame.Call?.AwaitsReport == true);
        writer.OptionalNumber(frame.Scopes is { } scopes ? scopes.First : null);
        writer.OptionalPayload(frame.Scopes?.Items);
        writer.OptionalPayload(frame.Result);
        writer.Count(frame.Children.Count);
        foreach (var child in frame.Children.OrderBy(child => child.Index))
        {
            Write(writer, child, now);
        }
    }
}
