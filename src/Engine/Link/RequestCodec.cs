using System.Diagnostics;
using Sluice.Engine.Starting;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Model.Packing;

namespace Sluice.Engine.Link;

/// <summary>The form in which requests go from node to node: a number for the kind and its layout, then the members in order.</summary>
/// <remarks>
/// Nodes of neighbouring releases work together while a cluster is brought up to date, so a layout that was shipped stays
/// readable, and has golden bytes among the tests.
/// </remarks>
internal static class RequestCodec
{
    public static byte[] Encode(ShardRequest request)
    {
        var writer = new PackedWriter();
        switch (request)
        {
            case StartRequest start:
                Write(writer, start);
                break;
            case StopRequest stop:
                Write(writer, stop);
                break;
            case RedriveRequest redrive:
                Write(writer, redrive);
                break;
            case DeleteRequest delete:
                writer.Byte((byte)RequestKind.Delete);
                writer.Count(delete.Execution.Value);
                break;
            case ReportRequest report:
                Write(writer, report);
                break;
            case FlowDeletedRequest deleted:
                writer.Byte((byte)RequestKind.FlowDeleted);
                writer.Count(deleted.FlowId);
                break;
            case UpdateMapRunRequest update:
                Write(writer, update);
                break;
            case CreateScheduleRequest create:
                Write(writer, create);
                break;
            case UpdateScheduleRequest update:
                Write(writer, update);
                break;
            case DeleteScheduleRequest delete:
                Write(writer, delete);
                break;
            case CollectLettersRequest:
                writer.Byte((byte)RequestKind.CollectLetters);
                break;
            default:
                throw new UnreachableException($"A request of kind {request.GetType().Name}.");
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static ShardRequest Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        var request = Read(ref reader);
        return reader.AtEnd ? request : throw new InvalidDataException("A request has bytes behind its end.");
    }

    private static ShardRequest Read(ref PackedReader reader)
    {
        var kind = (RequestKind)reader.Byte();
        return kind switch
        {
            RequestKind.Start => ReadStart(ref reader),
            RequestKind.LinkedStart => ReadLinkedStart(ref reader),
            RequestKind.Stop => new StopRequest(ReadId(ref reader), reader.Text(), reader.Text(), reader.Text()),
            RequestKind.Redrive => new RedriveRequest(ReadId(ref reader), reader.Text(), reader.OptionalNumber(), reader.Text()),
            RequestKind.Delete => new DeleteRequest(ReadId(ref reader)),
            RequestKind.Report => ReadReport(ref reader),
            RequestKind.Decision => ReadReport(ref reader) with { By = reader.Text() },
            RequestKind.FlowDeleted => new FlowDeletedRequest(reader.Count()),
            RequestKind.UpdateMapRun => ReadUpdateMapRun(ref reader),
            RequestKind.CreateSchedule => ReadCreateSchedule(ref reader),
            RequestKind.UpdateSchedule => ReadUpdateSchedule(ref reader),
            RequestKind.DeleteSchedule => new DeleteScheduleRequest(ReadId(ref reader), reader.Text(), reader.Text()),
            RequestKind.CollectLetters => new CollectLettersRequest(),
            _ => throw new InvalidDataException($"A request of kind {(byte)kind} is of a newer release."),
        };
    }

    private static void Write(PackedWriter writer, StartRequest start)
    {
        // One that is linked to no other has the form that it had before there were links.
        var isLinked = start.Parent is not null || start.RerunOf is not null;
        writer.Byte((byte)(isLinked ? RequestKind.LinkedStart : RequestKind.Start));
        writer.Count(start.Revision);
        writer.Text(start.Name);
        writer.Flag(start.IsGenerated);
        writer.OptionalBytes(start.Input.Bytes);
        writer.OptionalText(start.CallbackToken);
        writer.OptionalText(start.Qualifier);
        writer.Count(start.Depth);
        if (isLinked)
        {
            writer.Count(start.Parent?.Value ?? 0);
            writer.Count(start.RerunOf?.Id.Value ?? 0);
            writer.Text(start.RerunOf?.Name ?? "");
        }
    }

    private static StartRequest ReadStart(ref PackedReader reader) => new(
        reader.Count(),
        reader.Text(),
        reader.Flag(),
        ExecutionInput.FromKept(reader.OptionalBytes()),
        reader.OptionalText(),
        reader.OptionalText(),
        reader.SmallCount());

    private static StartRequest ReadLinkedStart(ref PackedReader reader) => ReadStart(ref reader) with
    {
        Parent = ReadLink(ref reader),
        RerunOf = ReadRerun(ref reader),
    };

    private static RerunOf? ReadRerun(ref PackedReader reader)
    {
        var (id, name) = (ReadLink(ref reader), reader.Text());
        return id is { } original ? new(original, name) : null;
    }

    private static ExecutionId? ReadLink(ref PackedReader reader) =>
        reader.Count() is > 0 and var number ? new ExecutionId(number) : null;

    private static void Write(PackedWriter writer, StopRequest stop)
    {
        writer.Byte((byte)RequestKind.Stop);
        writer.Count(stop.Execution.Value);
        writer.Text(stop.FlowName);
        writer.Text(stop.Error);
        writer.Text(stop.Cause);
    }

    private static void Write(PackedWriter writer, RedriveRequest redrive)
    {
        writer.Byte((byte)RequestKind.Redrive);
        writer.Count(redrive.Execution.Value);
        writer.Text(redrive.FlowName);
        writer.OptionalNumber(redrive.Revision);
        writer.Text(redrive.By);
    }

    private static void Write(PackedWriter writer, ReportRequest report)
    {
        // One that nobody has signed has the form that it had before anybody could.
        writer.Byte((byte)(report.By is null ? RequestKind.Report : RequestKind.Decision));
        writer.Text(report.Account.Value);
        writer.Count(report.Execution.Value);
        writer.Count(report.Frame);
        writer.Count(report.Attempt);
        writer.Fixed(report.Nonce);
        var hasSucceeded = report.Result.TryGet(out var output, out var failure);
        writer.Flag(hasSucceeded);
        if (hasSucceeded)
        {
            writer.Payload(output!);
        }
        else
        {
            writer.Text(failure!.Code);
            writer.Text(failure.Cause);
        }

        if (report.By is { } by)
        {
            writer.Text(by);
        }
    }

    private static ReportRequest ReadReport(ref PackedReader reader) => new(
        AccountId.FromStored(reader.Text()),
        ReadId(ref reader),
        reader.SmallCount(),
        reader.SmallCount(),
        reader.Fixed(),
        reader.Flag() ? reader.Payload() : (Outcome<JsonPayload>)new StepFailure(reader.Text(), reader.Text()));

    private static void Write(PackedWriter writer, UpdateMapRunRequest update)
    {
        writer.Byte((byte)RequestKind.UpdateMapRun);
        writer.Count(update.Execution.Value);
        writer.Text(update.ExecutionName);
        writer.Text(update.Name);
        WriteOptional(writer, update.Concurrency);
        WriteOptional(writer, update.ToleratedCount);
        writer.Flag(update.ToleratedPercentage is not null);
        if (update.ToleratedPercentage is { } share)
        {
            writer.Fixed(BitConverter.DoubleToUInt64Bits(share));
        }
    }

    private static UpdateMapRunRequest ReadUpdateMapRun(ref PackedReader reader) => new(
        ReadId(ref reader),
        reader.Text(),
        reader.Text(),
        reader.Flag() ? reader.SmallCount() : null,
        reader.Flag() ? reader.Count() : null,
        reader.Flag() ? BitConverter.UInt64BitsToDouble(reader.Fixed()) : null);

    private static void WriteOptional(PackedWriter writer, long? count)
    {
        writer.Flag(count is not null);
        if (count is { } number)
        {
            writer.Count(number);
        }
    }

    private static void Write(PackedWriter writer, CreateScheduleRequest create)
    {
        writer.Byte((byte)RequestKind.CreateSchedule);
        writer.Count(create.FlowId);
        writer.Text(create.FlowName);
        writer.Text(create.Name);
        writer.Text(create.Cron);
        writer.Text(create.Payload);
        writer.Text(create.Description);
        writer.Flag(create.Enabled);
    }

    private static CreateScheduleRequest ReadCreateSchedule(ref PackedReader reader) => new(
        reader.Count(), reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Flag());

    private static void Write(PackedWriter writer, UpdateScheduleRequest update)
    {
        writer.Byte((byte)RequestKind.UpdateSchedule);
        writer.Count(update.Schedule.Value);
        writer.Text(update.FlowName);
        writer.Text(update.Name);
        writer.OptionalText(update.Cron);
        writer.OptionalText(update.Payload);
        writer.OptionalText(update.Description);
        writer.Flag(update.Enabled is not null);
        if (update.Enabled is { } enabled)
        {
            writer.Flag(enabled);
        }
    }

    private static UpdateScheduleRequest ReadUpdateSchedule(ref PackedReader reader) => new(
        ReadId(ref reader),
        reader.Text(),
        reader.Text(),
        reader.OptionalText(),
        reader.OptionalText(),
        reader.OptionalText(),
        reader.Flag() ? reader.Flag() : null);

    private static void Write(PackedWriter writer, DeleteScheduleRequest delete)
    {
        writer.Byte((byte)RequestKind.DeleteSchedule);
        writer.Count(delete.Schedule.Value);
        writer.Text(delete.FlowName);
        writer.Text(delete.Name);
    }

    private static ExecutionId ReadId(ref PackedReader reader) => new(reader.Count());
}

/// <summary>Kinds of requests, each with one layout. Nodes of different releases know them by these numbers.</summary>
internal enum RequestKind : byte
{
    Start = 1,
    Stop = 2,
    Report = 3,
    FlowDeleted = 4,
    UpdateMapRun = 5,
    CreateSchedule = 6,
    UpdateSchedule = 7,
    DeleteSchedule = 8,
    CollectLetters = 9,
    Redrive = 10,

    /// <summary>A start with the executions that it is linked to.</summary>
    LinkedStart = 11,
    Delete = 12,

    /// <summary>A report with who has decided so.</summary>
    Decision = 13,
}
