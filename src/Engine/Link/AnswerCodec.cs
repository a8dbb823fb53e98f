using System.Diagnostics;
using Sluice.Engine.Commits;
using Sluice.Engine.MapRuns;
using Sluice.Model;
using Sluice.Model.Packing;
using Sluice.Storage;

namespace Sluice.Engine.Link;

/// <summary>The form in which answers go from node to node, refusals among them: as for <see cref="RequestCodec"/>.</summary>
internal static class AnswerCodec
{
    /// <param name="answer">
    /// What a <see cref="ShardRequest{TAnswer}"/> is answered, or the exception that <see cref="IShardLink"/> says it with.
    /// </param>
    public static byte[] Encode(object answer)
    {
        var writer = new PackedWriter();
        switch (answer)
        {
            case ExecutionRow row:
                Write(writer, row);
                break;
            case ScheduleRow row:
                Write(writer, row);
                break;
            case MapProgress run:
                writer.Byte((byte)AnswerKind.MapRun);
                writer.OptionalBytes(run.Encode());
                break;
            case long number:
                writer.Byte((byte)AnswerKind.Number);
                writer.Number(number);
                break;
            case bool flag:
                writer.Byte((byte)AnswerKind.Flag);
                writer.Flag(flag);
                break;
            case ApiException refusal:
                Write(writer, refusal);
                break;
            case StoreDamagedException damage:
                Write(writer, damage);
                break;
            case ShardElsewhereException elsewhere:
                writer.Byte((byte)AnswerKind.Elsewhere);
                writer.Count(elsewhere.Shard);
                break;
            default:
                throw new UnreachableException($"An answer of kind {answer.GetType().Name}.");
        }

        return writer.ToArray();
    }

    /// <returns>What was encoded; an exception is returned, not thrown.</returns>
    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static object Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        var answer = Read(ref reader);
        return reader.AtEnd ? answer : throw new InvalidDataException("An answer has bytes behind its end.");
    }

    private static object Read(ref PackedReader reader)
    {
        var kind = (AnswerKind)reader.Byte();
        return kind switch
        {
            AnswerKind.Execution => ReadExecution(ref reader),
            AnswerKind.Schedule => ReadSchedule(ref reader),
            AnswerKind.MapRun => MapProgress.Decode(reader.OptionalBytes()),
            AnswerKind.Number => reader.Number(),
            AnswerKind.Flag => reader.Flag(),
            AnswerKind.Refusal => ReadRefusal(ref reader),
            AnswerKind.Damage => ReadDamage(ref reader),
            AnswerKind.Elsewhere => new ShardElsewhereException(reader.SmallCount()),
            _ => throw new InvalidDataException($"An answer of kind {(byte)kind} is of a newer release."),
        };
    }

    /// <remarks>Not what only lists have.</remarks>
    private static void Write(PackedWriter writer, ExecutionRow row)
    {
        writer.Byte((byte)AnswerKind.Execution);
        writer.Count(row.Id.Value);
        writer.Count(row.FlowId);
        writer.Count(row.RevisionId);
        writer.Text(row.Name);
        writer.Byte((byte)row.Status);
        writer.Number(row.Started);
        writer.OptionalNumber(row.Stopped);
        writer.OptionalNumber(row.WakeAt);
        writer.OptionalBytes(row.Input);
        writer.OptionalBytes(row.Output);
        writer.OptionalText(row.Error);
        writer.OptionalText(row.Cause);
        writer.OptionalText(row.Qualifier);
        writer.OptionalText(row.MapRun);
    }

    private static ExecutionRow ReadExecution(ref PackedReader reader) => new()
    {
        Id = new(reader.Count()),
        FlowId = reader.Count(),
        RevisionId = reader.Count(),
        Name = reader.Text(),
        Status = ReadStatus(ref reader),
        Started = reader.Number(),
        Stopped = reader.OptionalNumber(),
        WakeAt = reader.OptionalNumber(),
        Input = reader.OptionalBytes(),
        Output = reader.OptionalBytes(),
        Error = reader.OptionalText(),
        Cause = reader.OptionalText(),
        Qualifier = reader.OptionalText(),
        MapRun = reader.OptionalText(),
    };

    private static ExecutionStatus ReadStatus(ref PackedReader reader) =>
        reader.Byte() is <= (byte)ExecutionStatus.TimedOut and var status
            ? (ExecutionStatus)status
            : throw new InvalidDataException("An execution's status is of a newer release.");

    private static void Write(PackedWriter writer, ScheduleRow row)
    {
        writer.Byte((byte)AnswerKind.Schedule);
        writer.Count(row.Id.Value);
        writer.Count(row.FlowId);
        writer.Text(row.Uuid.ToString("N"));
        writer.Text(row.Name);
        writer.Text(row.Description);
        writer.Text(row.Payload);
        writer.Text(row.Cron);
        writer.Flag(row.Enabled);
        writer.Number(row.Created);
        writer.Number(row.Modified);
        writer.Number(row.Anchor);
        writer.OptionalNumber(row.NextAt);
        writer.Count(row.Missed);
        writer.OptionalNumber(row.MissedFrom);
        writer.OptionalNumber(row.MissedUntil);
        writer.Count(row.Version);
    }

    private static ScheduleRow ReadSchedule(ref PackedReader reader) => new()
    {
        Id = new(reader.Count()),
        FlowId = reader.Count(),
        Uuid = ReadUuid(ref reader),
        Name = reader.Text(),
        Description = reader.Text(),
        Payload = reader.Text(),
        Cron = reader.Text(),
        Enabled = reader.Flag(),
        Created = reader.Number(),
        Modified = reader.Number(),
        Anchor = reader.Number(),
        NextAt = reader.OptionalNumber(),
        Missed = reader.Count(),
        MissedFrom = reader.OptionalNumber(),
        MissedUntil = reader.OptionalNumber(),
        Version = reader.Count(),
    };

    private static Guid ReadUuid(ref PackedReader reader) => Guid.TryParseExact(reader.Text(), "N", out var uuid)
        ? uuid
        : throw new InvalidDataException("A schedule's uuid is not 32 hexadecimal digits.");

    private static void Write(PackedWriter writer, ApiException refusal)
    {
        writer.Byte((byte)AnswerKind.Refusal);
        writer.Count(refusal.HttpStatus);
        writer.Text(refusal.Code);
        writer.Text(refusal.Message);
    }

    private static ApiException ReadRefusal(ref PackedReader reader) =>
        ApiException.Refused(reader.SmallCount(), reader.Text(), reader.Text());

    private static void Write(PackedWriter writer, StoreDamagedException damage)
    {
        writer.Byte((byte)AnswerKind.Damage);
        writer.Text(damage.What);
        writer.Text(damage.Problem);
        writer.OptionalNumber(damage.Execution?.Value);
    }

    private static StoreDamagedException ReadDamage(ref PackedReader reader) => new(reader.Text(), reader.Text())
    {
        Execution = reader.OptionalNumber() is { } execution ? new ExecutionId(execution) : null,
    };
}

/// <summary>Kinds of answers, each with one layout. Nodes of different releases know them by these numbers.</summary>
internal enum AnswerKind : byte
{
    Execution = 1,
    Schedule = 2,
    MapRun = 3,
    Number = 4,
    Flag = 5,
    Refusal = 6,
    Damage = 7,
    Elsewhere = 8,
}
