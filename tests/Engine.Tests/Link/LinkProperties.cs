using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine.Link;
using Sluice.Engine.Starting;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Link;

/// <summary>What holds for whatever goes between nodes.</summary>
public sealed class LinkProperties
{
    private static Gen<string> Text { get; } = Gen.OneOf(Gen.Choose(0, 0xD7FF), Gen.Choose(0xE000, 0x10FFFF))
        .ArrayOf()
        .Select(codes => string.Concat(codes.Select(char.ConvertFromUtf32)));

    private static Gen<string?> MaybeText { get; } = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text));

    private static Gen<long> Count { get; } = Gen.OneOf(
        Gen.Choose(0, 300).Select(small => (long)small), Gen.Elements(long.MaxValue, 1L << 53, int.MaxValue));

    private static Gen<int> SmallCount { get; } = Gen.OneOf(Gen.Choose(0, 300), Gen.Elements(int.MaxValue));

    private static Gen<bool> Flag { get; } = Gen.Elements(true, false);

    private static Gen<bool?> MaybeFlag { get; } = Gen.Elements<bool?>(true, false, null);

    private static Gen<ExecutionId> Id { get; } = Count.Select(number => new ExecutionId(number));

    private static Gen<JsonPayload> Payload { get; } =
        Text.Select(text => JsonPayload.Of(JsonObject.Of(("x", JsonValue.Of(text)))));

    private static Gen<ExecutionInput> Input { get; } = Gen.OneOf(
        Gen.Constant(ExecutionInput.None),
        Payload.Select(payload => ExecutionInput.FromKept(Encoding.UTF8.GetBytes($" {payload} "))));

    private static Gen<ShardRequest> Request { get; } = Gen.OneOf(
        from revision in Count
        from name in Text
        from isGenerated in Flag
        from input in Input
        from token in MaybeText
        from qualifier in MaybeText
        from depth in SmallCount
        select (ShardRequest)new StartRequest(revision, name, isGenerated, input, token, qualifier, depth),
        from id in Id
        from flow in Text
        from revision in Count
        from isGiven in Flag
        select (ShardRequest)new RedriveRequest(id, flow, isGiven ? revision : null, flow),
        from id in Id
        from flow in Text
        from error in Text
        from cause in Text
        select (ShardRequest)new StopRequest(id, flow, error, cause),
        from id in Id
        from frame in SmallCount
        from attempt in SmallCount
        from nonce in Count
        from output in Payload
        select (ShardRequest)new ReportRequest(AccountId.Default, id, frame, attempt, ~(ulong)nonce, output),
        from id in Id
        from error in Text
        from cause in Text
        select (ShardRequest)new ReportRequest(AccountId.Default, id, 1, 1, 0, new StepFailure(error, cause)),
        from id in Id
        select (ShardRequest)new DeleteRequest(id),
        from flow in Count
        select (ShardRequest)new FlowDeletedRequest(flow),
        from id in Id
        from name in Text
        from concurrency in SmallCount
        from count in Count
        from isGiven in Flag
        select (ShardRequest)new UpdateMapRunRequest(
            id, name, name, isGiven ? concurrency : null, isGiven ? null : count, isGiven ? 0.1 : null),
        from flow in Count
        from text in Text
        from cron in Text
        from isEnabled in Flag
        select (ShardRequest)new CreateScheduleRequest(flow, text, text, cron, text, cron, isEnabled),
        from id in Id
        from text in Text
        from change in MaybeText
        from isEnabled in MaybeFlag
        select (ShardRequest)new UpdateScheduleRequest(id, text, text, change, change, change, isEnabled),
        from id in Id
        from text in Text
        select (ShardRequest)new DeleteScheduleRequest(id, text, text));

    private static Gen<object> Answer { get; } = Gen.OneOf(
        from id in Id
        from name in Text
        from time in Count
        from error in MaybeText
        from status in Gen.Elements(Enum.GetValues<ExecutionStatus>())
        select (object)new ExecutionRow
        {
            Id = id,
            FlowId = time,
            RevisionId = time,
            Name = name,
            Status = status,
            Started = -time,
            Stopped = error is null ? null : time,
            Error = error,
            Cause = error,
        },
        from id in Id
        from text in Text
        from time in Count
        from isEnabled in Flag
        select (object)new ScheduleRow
        {
            Id = id,
            FlowId = time,
            Uuid = Guid.NewGuid(),
            Name = text,
            Description = text,
            Payload = text,
            Cron = text,
            Enabled = isEnabled,
            Created = time,
            Modified = time,
            Anchor = -time,
            NextAt = isEnabled ? time : null,
        },
        Count.Select(number => (object)-number),
        Flag.Select(flag => (object)flag));

    [Fact]
    public void Requests_come_back_as_they_were_sent() => Prop.ForAll(Request.ToArbitrary(), request =>
        Assert.Equal(request, RequestCodec.Decode(RequestCodec.Encode(request)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Answers_come_back_as_they_were_sent() => Prop.ForAll(Answer.ToArbitrary(), answer =>
        Assert.Equal(answer, AnswerCodec.Decode(AnswerCodec.Encode(answer)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Damaged_bytes_are_refused_or_say_something_else_and_nothing_worse() => Prop.ForAll(
        Request.ToArbitrary(), Answer.ToArbitrary(), ArbMap.Default.ArbFor<int>(), (request, answer, place) =>
        {
            Damage(RequestCodec.Encode(request), place, bytes => RequestCodec.Decode(bytes));
            Damage(AnswerCodec.Encode(answer), place, bytes => AnswerCodec.Decode(bytes));
        }).QuickCheckThrowOnFailure();

    private static void Damage(byte[] bytes, int place, Action<byte[]> decode)
    {
        bytes[(place & int.MaxValue) % bytes.Length] ^= (byte)(1 << (place & 7));
        try
        {
            decode(bytes);
        }
        catch (InvalidDataException)
        {
            // As it should be.
        }
    }
}
