using Sluice.Engine.Tasks;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Model.Packing;

namespace Sluice.Engine.Letters;

/// <summary>The stored form of letters: a number for the kind and its layout, then the members in order.</summary>
/// <remarks>Every layout ever written stays readable, and has a golden text among the tests.</remarks>
internal static class LetterCodec
{
    public static byte[] Encode(Letter letter)
    {
        var writer = new PackedWriter();
        switch (letter)
        {
            case Letter.Ended ended:
                Write(writer, ended);
                break;
            case Letter.StartChild start:
                Write(writer, start);
                break;
            case Letter.RedriveChild redrive:
                Write(writer, redrive.Start, LetterKind.RedriveChild);
                writer.Count(redrive.Child.Value);
                break;
            case Letter.ChildStarted started:
                Write(writer, started);
                break;
            case Letter.StopChild stop:
                Write(writer, stop);
                break;
            case Letter.StartScheduled start:
                Write(writer, start);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"A letter of kind {letter.GetType().Name}.");
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static Letter Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        var kind = (LetterKind)reader.Byte();
        return kind switch
        {
            LetterKind.EndedFormat1 => ReadEndedFormat1(ref reader),
            LetterKind.Ended => ReadEnded(ref reader),
            LetterKind.StartChildFormat1 => ReadStartChildFormat1(ref reader),
            LetterKind.StartChild => ReadStartChild(ref reader),
            LetterKind.RedriveChild => new Letter.RedriveChild(ReadStartChild(ref reader), new ExecutionId(reader.Count())),
            LetterKind.ChildStartedFormat1 => ReadChildStartedFormat1(ref reader),
            LetterKind.ChildStarted => ReadChildStarted(ref reader),
            LetterKind.StopChild => ReadStopChild(ref reader),
            LetterKind.StopKnownChild => ReadStopChild(ref reader) with { Child = new ExecutionId(reader.Count()) },
            LetterKind.StartScheduled => ReadStartScheduled(ref reader),
            _ => throw new InvalidDataException($"A letter of kind {(byte)kind} is of a newer release."),
        };
    }

    private static void Write(PackedWriter writer, Letter.Ended ended)
    {
        writer.Byte((byte)LetterKind.Ended);
        writer.Text(ended.TaskToken);
        writer.Byte((byte)ended.End.Status);
        writer.OptionalPayload(ended.End.Output);
        writer.OptionalText(ended.End.Error);
        writer.OptionalText(ended.End.Cause);
    }

    private static Letter.Ended ReadEnded(ref PackedReader reader) => new(
        reader.Text(),
        new ExecutionEnd(
            (ExecutionStatus)reader.Byte(), reader.OptionalPayload(), reader.OptionalText(), reader.OptionalText()));

    /// <remarks>Knew only whether there was an output.</remarks>
    private static Letter.Ended ReadEndedFormat1(ref PackedReader reader)
    {
        var token = reader.Text();
        return new(token, reader.Flag()
            ? new ExecutionEnd(ExecutionStatus.Succeeded, reader.Payload(), Error: null, Cause: null)
            : new ExecutionEnd(ExecutionStatus.Failed, Output: null, reader.Text(), reader.Text()));
    }

    private static void Write(PackedWriter writer, Letter.StartChild start, LetterKind kind = LetterKind.StartChild)
    {
        writer.Byte((byte)kind);
        Write(writer, start.Parent);
        writer.Text(start.Account.Value);
        writer.Text(start.FlowName);
        writer.Text(start.ExecutionName);
        writer.Payload(start.Input);
        writer.OptionalText(start.TaskToken);
        writer.Count(start.Depth);
        writer.Count(start.Revision);
    }

    private static Letter.StartChild ReadStartChild(ref PackedReader reader) =>
        ReadStartChildFormat1(ref reader) with { Revision = reader.Count() };

    /// <remarks>Did not say which revision asks.</remarks>
    private static Letter.StartChild ReadStartChildFormat1(ref PackedReader reader) => new(
        ReadKey(ref reader),
        AccountId.FromStored(reader.Text()),
        reader.Text(),
        reader.Text(),
        reader.Payload(),
        reader.OptionalText(),
        reader.SmallCount(),
        Revision: 0);

    private static void Write(PackedWriter writer, Letter.ChildStarted started)
    {
        writer.Byte((byte)LetterKind.ChildStarted);
        Write(writer, started.Parent);
        writer.Text(started.FlowName);
        writer.Text(started.ExecutionName);
        writer.Count(started.StartedTime);
        writer.Flag(started.Refusal is not null);
        if (started.Refusal is { } refusal)
        {
            writer.Text(refusal.Code);
            writer.Text(refusal.Cause);
        }

        writer.Flag(started.Child is not null);
        if (started.Child is { } child)
        {
            writer.Count(child.Id.Value);
            writer.Count(child.FlowId);
            writer.Count(child.RevisionId);
        }
    }

    private static Letter.ChildStarted ReadChildStarted(ref PackedReader reader) =>
        ReadChildStartedFormat1(ref reader) with
        {
            Child = reader.Flag() ? new(new ExecutionId(reader.Count()), reader.Count(), reader.Count()) : null,
        };

    /// <remarks>Did not say which execution runs, but by its name.</remarks>
    private static Letter.ChildStarted ReadChildStartedFormat1(ref PackedReader reader) => new(
        ReadKey(ref reader),
        reader.Text(),
        reader.Text(),
        reader.Count(),
        reader.Flag() ? new StepFailure(reader.Text(), reader.Text()) : null);

    private static void Write(PackedWriter writer, Letter.StopChild stop)
    {
        writer.Byte((byte)(stop.Child is null ? LetterKind.StopChild : LetterKind.StopKnownChild));
        writer.Text(stop.Account.Value);
        writer.Text(stop.FlowName);
        writer.Text(stop.ExecutionName);
        writer.Text(stop.TaskToken);
        if (stop.Child is { } child)
        {
            writer.Count(child.Value);
        }
    }

    private static Letter.StopChild ReadStopChild(ref PackedReader reader) =>
        new(AccountId.FromStored(reader.Text()), reader.Text(), reader.Text(), reader.Text());

    private static void Write(PackedWriter writer, Letter.StartScheduled start)
    {
        writer.Byte((byte)LetterKind.StartScheduled);
        writer.Count(start.FlowId);
        writer.Text(start.ExecutionName);
        writer.Payload(start.Input);
    }

    private static Letter.StartScheduled ReadStartScheduled(ref PackedReader reader) =>
        new(reader.Count(), reader.Text(), reader.Payload());

    private static void Write(PackedWriter writer, AttemptId key)
    {
        writer.Count(key.Execution.Value);
        writer.Count(key.Frame);
        writer.Count(key.Attempt);
    }

    private static AttemptId ReadKey(ref PackedReader reader) =>
        new(new ExecutionId(reader.Count()), reader.SmallCount(), reader.SmallCount());
}

/// <summary>Kinds of letters, each with one layout. The numbers are stored.</summary>
internal enum LetterKind : byte
{
    EndedFormat1 = 1,
    Ended = 2,
    StartChildFormat1 = 3,
    ChildStartedFormat1 = 4,
    StopChild = 5,
    StartScheduled = 6,
    StartChild = 7,
    ChildStarted = 8,
    RedriveChild = 9,
    StopKnownChild = 10,
}
