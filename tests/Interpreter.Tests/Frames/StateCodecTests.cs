using Sluice.Definitions;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Tests.Frames;

/// <summary>The stored form of state. Its bytes are golden: executions of an older release go on from them.</summary>
public sealed class StateCodecTests
{
    /// <summary>A snapshot in format 1, as <see cref="Made"/> gives it. Never change it; add another one.</summary>
    private const string SnapshotFormat1 =
        "01-01-80-DA-8C-F1-EE-66-01-00-06-70-61-72-65-6E-74-09-02-00-01-00-0B-7B-22-6B-22-3A-22-76-61-6C-22-7D-02-01-"
        + "00-00-00-03-02-00-07-7B-22-61-22-3A-31-7D-00-02-7B-7D-01-03-08-06-01-03-01-80-BF-9E-EE-EE-66-02-00-01-01-00-"
        + "0C-48-54-54-50-3A-52-65-71-75-65-73-74-00-0B-7B-22-75-72-6C-22-3A-22-75-22-7D-01-EF-CD-AB-89-67-45-23-01-08-"
        + "02-01-00-00-00-00-02-03-00-00-00-00-00-00-00-00-00";

    /// <summary>A snapshot in format 2, as <see cref="Made"/> gives it. Never change it; add another one.</summary>
    private const string SnapshotFormat2 =
        "02-01-80-DA-8C-F1-EE-66-01-00-06-70-61-72-65-6E-74-09-05-00-02-01-00-07-77-61-74-63-68-65-72-01-00-0B-7B-22-"
        + "6B-22-3A-22-76-61-6C-22-7D-05-01-00-00-00-03-02-00-07-7B-22-61-22-3A-31-7D-00-02-7B-7D-01-03-08-06-01-03-01-"
        + "80-BF-9E-EE-EE-66-02-00-01-01-00-0C-48-54-54-50-3A-52-65-71-75-65-73-74-00-0B-7B-22-75-72-6C-22-3A-22-75-22-"
        + "7D-01-EF-CD-AB-89-67-45-23-01-08-00-00-02-01-00-00-05-00-02-03-00-00-00-00-00-00-00-00-01-00-03-02-01-00-07-"
        + "5B-31-2C-32-2C-33-5D-00-04-02-01-01-00-00-02-03-00-00-00-00-00-00-00-00-00-00-05-02-01-02-07-00-02-03-00-00-"
        + "00-00-00-00-00-00-00-01-00-08-30-31-32-33-61-62-63-64-03-02-01-00-06-00-00-01-35-03-00-00-00-00-00-00-00-00-"
        + "00-00-00";

    /// <summary>A snapshot in format 3, as <see cref="Made"/> gives it. Never change it; add another one.</summary>
    private const string SnapshotFormat3 =
        "03-01-80-DA-8C-F1-EE-66-01-00-06-70-61-72-65-6E-74-09-05-00-02-01-00-07-77-61-74-63-68-65-72-01-00-0B-7B-22-"
        + "6B-22-3A-22-76-61-6C-22-7D-05-01-00-00-00-03-02-00-07-7B-22-61-22-3A-31-7D-00-02-7B-7D-01-03-08-06-01-03-01-"
        + "80-BF-9E-EE-EE-66-02-00-01-01-00-0C-48-54-54-50-3A-52-65-71-75-65-73-74-00-0B-7B-22-75-72-6C-22-3A-22-75-22-"
        + "7D-01-EF-CD-AB-89-67-45-23-01-08-02-01-00-07-6B-65-79-2D-31-2D-33-00-00-02-01-00-00-05-00-02-03-00-00-00-00-"
        + "00-00-00-00-01-00-03-02-01-00-07-5B-31-2C-32-2C-33-5D-00-04-02-01-01-00-00-02-03-00-00-00-00-00-00-00-00-00-"
        + "00-05-02-01-02-07-00-02-03-00-00-00-00-00-00-00-00-00-01-00-08-30-31-32-33-61-62-63-64-03-02-01-00-06-00-00-"
        + "01-35-03-00-00-00-00-00-00-00-00-00-00-00";

    /// <summary>Format 3 of an execution that has failed, as <see cref="MadeFailed"/> gives it. Never change it.</summary>
    private const string FailedFormat3 =
        "03-01-80-DA-8C-F1-EE-66-01-00-06-70-61-72-65-6E-74-09-05-02-02-01-00-07-77-61-74-63-68-65-72-01-00-0B-7B-22-"
        + "6B-22-3A-22-76-61-6C-22-7D-05-01-00-00-00-08-02-00-07-7B-22-61-22-3A-31-7D-00-02-7B-7D-00-08-00-00-03-00-00-"
        + "00-00-00-02-01-00-00-08-00-02-03-00-00-00-00-00-00-00-00-01-00-03-02-01-00-07-5B-31-2C-32-2C-33-5D-00-04-02-"
        + "01-01-09-00-02-03-00-00-00-00-00-00-00-00-00-00-05-02-01-02-09-00-02-03-00-00-00-00-00-00-00-00-00-01-00-08-"
        + "30-31-32-33-61-62-63-64-03-02-01-00-06-00-00-01-35-03-00-00-00-00-00-00-00-00-00-00-00";

    /// <summary>A snapshot in format 4, as <see cref="Made"/> gives it: as in format 3, but for the number. Never change it.</summary>
    private static readonly string SnapshotFormat4 = "04" + SnapshotFormat3[2..];

    /// <summary>Format 4 of an execution that has failed, as <see cref="MadeFailed"/> gives it. Never change it.</summary>
    private static readonly string FailedFormat4 = "04" + FailedFormat3[2..];

    /// <summary>Format 4 of an execution that was redriven, as <see cref="MadeRedriven"/> gives it. Never change it.</summary>
    private const string RedrivenFormat4 =
        "04-01-80-DA-8C-F1-EE-66-01-00-07-61-6E-6F-74-68-65-72-09-05-06-80-90-88-C0-EF-66-02-01-00-07-77-61-74-63-68-"
        + "65-72-01-00-0B-7B-22-6B-22-3A-22-76-61-6C-22-7D-05-01-00-00-00-08-02-00-07-7B-22-61-22-3A-31-7D-00-02-7B-7D-"
        + "00-08-00-00-03-00-00-00-00-00-02-01-00-00-08-00-02-03-00-00-00-00-00-00-00-00-01-00-03-02-01-00-07-5B-31-2C-"
        + "32-2C-33-5D-00-04-02-01-01-09-00-02-03-00-00-00-00-00-00-00-00-00-02-00-0A-7B-22-64-6F-6E-65-22-3A-31-7D-05-"
        + "02-01-02-09-00-02-03-00-00-00-00-00-00-00-00-00-04-4D-03-05-03-02-01-00-06-00-00-01-35-03-00-00-00-00-00-00-"
        + "00-00-00-00-00";

    private static JsonArray Items { get; } = new(JsonValue.Of(1), JsonValue.Of(2), JsonValue.Of(3));

    [Fact]
    public void A_snapshot_has_these_bytes() =>
        Assert.Equal(SnapshotFormat4, BitConverter.ToString(StateCodec.EncodeSnapshot(Made())));

    [Fact]
    public void A_snapshot_of_an_execution_that_failed_has_these_bytes_and_is_read()
    {
        var failed = MadeFailed();
        var bytes = StateCodec.EncodeSnapshot(failed);

        Assert.Equal(FailedFormat4, BitConverter.ToString(bytes));
        var read = StateCodec.Decode([bytes]);
        Assert.True(read.HasEnded);
        Assert.Equal(
            [FramePhase.Failed, FramePhase.Failed, FramePhase.Aborted, FramePhase.Aborted],
            read.Frames.Select(frame => frame.Phase));
        Assert.Equal("5", read.Find(2)!.Children[0].Data.Input.ToString());
        Assert.Equal("0123abcd", read.Find(5)!.MapRun);
        Assert.Equal(FailedFormat4, BitConverter.ToString(StateCodec.EncodeSnapshot(read)));
        Assert.Equal(FailedFormat4, BitConverter.ToString(StateCodec.EncodeSnapshot(StateCodec.Decode([Bytes(FailedFormat3)]))));
    }

    [Fact]
    public void A_snapshot_of_an_execution_that_was_redriven_has_these_bytes_and_is_read()
    {
        var bytes = StateCodec.EncodeSnapshot(MadeRedriven());

        Assert.Equal(RedrivenFormat4, BitConverter.ToString(bytes));
        var read = StateCodec.Decode([bytes]);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), read.RedrivenAt);
        Assert.Equal("another", read.CallbackToken);
        Assert.Equal("""{"done":1}""", read.Find(4)!.Result?.ToString());
        Assert.Equal(new StartedExecution(new ExecutionId(77), 3, 5), read.Find(5)!.Child);
        Assert.Equal(RedrivenFormat4, BitConverter.ToString(StateCodec.EncodeSnapshot(read)));
    }

    [Fact]
    public void A_snapshot_of_format_3_is_read()
    {
        var read = StateCodec.Decode([Bytes(SnapshotFormat3)]);

        Assert.Equal((2, "key-1-3"), (read.Find(1)!.Call!.Calls, read.Find(1)!.Call!.RequestId));
        Assert.Equal(SnapshotFormat4, BitConverter.ToString(StateCodec.EncodeSnapshot(read)));
    }

    [Fact]
    public void A_snapshot_of_format_2_is_read()
    {
        var read = StateCodec.Decode([Bytes(SnapshotFormat2)]);

        var container = read.Find(2)!;
        Assert.Equal(new PendingScopes(First: 0, Count: 3, AtOnce: 2, JsonPayload.Of(Items)), container.Scopes);
        Assert.Equal(2, read.Depth);
        Assert.Equal(["watcher"], read.Watchers);
        Assert.Equal("0123abcd", read.Find(5)?.MapRun);
        Assert.Equal([3, 4, 5], container.Children.Select(child => child.Id));
        Assert.Equal(1, container.EndedChildren);
        Assert.Equal("5", container.Children[0].Data.Input.ToString());
        Assert.Equal((1, null), (read.Find(1)!.Call!.Calls, read.Find(1)!.Call!.RequestId));
    }

    [Fact]
    public void A_snapshot_of_format_1_is_read()
    {
        var state = StateCodec.Decode([Bytes(SnapshotFormat1)]);

        Assert.Equal(9, state.LastEventId);
        Assert.Equal("parent", state.CallbackToken);
        Assert.Equal("""{"k":"val"}""", state.Global.ToString());
        var frame = state.Frames.First();
        Assert.Equal(FramePhase.Calling, frame.Phase);
        Assert.Equal([0, 1], frame.Retries);
        Assert.Equal(0x0123456789abcdefUL, frame.Call?.Nonce);
    }

    [Fact]
    public void Changes_on_top_of_a_snapshot_make_the_same_state()
    {
        var state = Made();
        var snapshot = StateCodec.EncodeSnapshot(state);
        state.Find(1)!.EndVisit();
        state.Find(1)!.HasChanged = true;
        state.RemoveChildren(state.Find(1)!);
        state.LastEventId = 12;
        state.Global = JsonObject.Of(("k", JsonValue.Of("other")));
        state.GlobalHasChanged = true;
        var changes = StateCodec.EncodeChanges(state);

        var read = StateCodec.Decode([snapshot, changes]);
        Assert.Equal(StateCodec.EncodeSnapshot(state), StateCodec.EncodeSnapshot(read));
        Assert.Single(read.Frames);
    }

    [Fact]
    public void Changes_hold_only_what_has_changed()
    {
        var state = Made();
        StateCodec.EncodeSnapshot(state);
        state.Find(2)!.HasChanged = true;
        var one = StateCodec.EncodeChanges(state);

        Assert.True(one.Length < StateCodec.EncodeSnapshot(state).Length / 2);
        Assert.True(StateCodec.EncodeChanges(state).Length < one.Length);
    }

    [Fact]
    public void A_newer_format_is_refused_with_a_sentence()
    {
        var bytes = Bytes(SnapshotFormat1);
        bytes[0] = 5;

        var refused = Assert.Throws<InvalidDataException>(() => StateCodec.Decode([bytes]));
        Assert.Contains("format 5", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_end_early_are_refused_at_every_length()
    {
        var bytes = Bytes(SnapshotFormat3);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => StateCodec.Decode([bytes.AsMemory(0, length)]));
        }
    }

    private static ExecutionState Made()
    {
        var state = ExecutionState.Create("parent");
        state.Deadline = new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero);
        state.LastEventId = 9;
        state.Global = JsonObject.Of(("k", JsonValue.Of("val")));
        var data = new ScopeData(JsonPayload.Of(JsonObject.Of(("a", JsonValue.Of(1)))), JsonPayload.EmptyObject);
        var calling = state.Add(parent: null, scopeId: 0, index: 0);
        calling.Phase = FramePhase.Calling;
        calling.StateId = 2;
        calling.Data = data;
        calling.Input = data.Local;
        (calling.LastEventId, calling.EnteredEventId, calling.HasStarted, calling.Attempt) = (8, 6, true, 3);
        calling.Due = new DateTimeOffset(2026, 1, 1, 0, 10, 0, TimeSpan.Zero);
        calling.Retries = [0, 1];
        calling.Call = new PendingCall(
            "HTTP:Request",
            JsonPayload.Of(JsonObject.Of(("url", JsonValue.Of("u")))),
            AwaitsReport: true,
            0x0123456789abcdef,
            LastEventId: 8)
        {
            Calls = 2,
            RequestId = "key-1-3",
        };
        var container = state.Add(calling, scopeId: 0, index: 0);
        container.Data = data;
        container.Phase = FramePhase.Containing;
        container.Scopes = new PendingScopes(First: 0, Count: 3, AtOnce: 2, JsonPayload.Of(Items));
        var ended = state.Add(container, scopeId: 1, index: 0);
        state.Add(container, scopeId: 1, index: 1).Data = data;
        state.End(ended, JsonPayload.Of(5));
        state.Depth = 2;
        state.Watchers.Add("watcher");
        var mapping = state.Add(container, scopeId: 1, index: 2);
        (mapping.Data, mapping.Phase, mapping.MapRun) = (data, FramePhase.MapRunning, "0123abcd");
        return state;
    }

    /// <summary>The same execution, failed in the container and with it in the flow's own scope.</summary>
    private static ExecutionState MadeFailed()
    {
        var state = Made();
        state.Find(5)!.GiveUp(FramePhase.Aborted);
        state.Find(4)!.GiveUp(FramePhase.Aborted);
        state.Find(2)!.GiveUp(FramePhase.Failed);
        state.Find(1)!.GiveUp(FramePhase.Failed);
        state.HasEnded = true;
        return state;
    }

    /// <summary>The same execution, redriven, and failed again: of one step the result is kept, of another the child.</summary>
    private static ExecutionState MadeRedriven()
    {
        var state = MadeFailed();
        state.RedrivenAt = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
        state.CallbackToken = "another";
        state.Find(4)!.Result = JsonPayload.Of(JsonObject.Of(("done", JsonValue.Of(1))));
        (state.Find(5)!.MapRun, state.Find(5)!.Child) = (null, new StartedExecution(new ExecutionId(77), 3, 5));
        return state;
    }

    private static byte[] Bytes(string text) => Convert.FromHexString(text.Replace("-", "", StringComparison.Ordinal));
}
