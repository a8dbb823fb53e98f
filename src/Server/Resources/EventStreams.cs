using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Server.Answers;

namespace Sluice.Server.Resources;

/// <summary>Server-sent events: how executions go on, for as long as somebody reads.</summary>
/// <remarks>
/// Nothing is kept for a reader who is slow: what he has not read is in the store. Between two events he costs a watch and a
/// timer.
/// </remarks>
internal sealed class EventStreams(TimeProvider time)
{
    /// <summary>A line comes at least this often, so that proxies and readers know that the stream lives.</summary>
    public static readonly TimeSpan HeartBeat = TimeSpan.FromSeconds(15);

    private const int EventsOfPiece = 100;

    private static readonly byte[] Beat = ": alive\n\n"u8.ToArray();

    /// <summary>Comes first: how long a browser waits before it connects again.</summary>
    private static readonly byte[] Head = "retry: 2000\n\n"u8.ToArray();

    /// <summary>The events of one execution, until it has ended.</summary>
    /// <param name="follower">Disposed at the end.</param>
    /// <param name="after">EventId of the last event that the reader has.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync(
        ExecutionFollower follower, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var _ = follower;
        yield return Head;
        while (true)
        {
            var (piece, last, hasEnded) = await ReadAsync(follower, after, cancellationToken);
            if (!piece.IsEmpty)
            {
                yield return piece;
            }

            if (hasEnded)
            {
                yield break;
            }

            if (last == after && !await BeatsAsync(follower.WaitAsync, cancellationToken))
            {
                yield return Beat;
            }

            after = last;
        }
    }

    /// <summary>Executions of an account that change, until the reader goes.</summary>
    /// <param name="follower">Disposed at the end.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync(
        AccountFollower follower, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var _ = follower;
        yield return Head;

        // One reading at a time: it goes on while heart-beats pass.
        var reading = follower.TakeAsync(cancellationToken);
        while (true)
        {
            if (!await BeatsAsync(ended => new(reading.WaitAsync(ended)), cancellationToken))
            {
                yield return Beat;
                continue;
            }

            yield return await reading is { } changed
                ? Written(writer => Write(writer, changed))
                : "event: reset\ndata: {}\n\n"u8.ToArray();
            reading = follower.TakeAsync(cancellationToken);
        }
    }

    private static async Task<(ReadOnlyMemory<byte> Piece, long Last, bool HasEnded)> ReadAsync(
        ExecutionFollower follower, long after, CancellationToken cancellationToken)
    {
        try
        {
            var page = await follower.ReadAsync(after + 1, EventsOfPiece, cancellationToken);
            if (page.Events.Count == 0)
            {
                return (default, after, HasEnded: false);
            }

            var end = page.NextEvent is null && IsEnd(page.Events[^1].Type);
            return (Written(writer => Write(writer, page, end)), page.Events[^1].Id, end);
        }
        catch (ApiException gone)
        {
            // It was removed while it was read.
            return (Written(writer => WriteError(writer, gone)), after, HasEnded: true);
        }
    }

    /// <summary>Waits for something, as long as a heart-beat at the most.</summary>
    /// <returns>False when the time was over first.</returns>
    private async Task<bool> BeatsAsync(Func<CancellationToken, ValueTask> wait, CancellationToken cancellationToken)
    {
        using var beat = new CancellationTokenSource(HeartBeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, cancellationToken);
        try
        {
            await wait(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static bool IsEnd(Model.History.EventType type) =>
        type is >= Model.History.EventType.ExecutionSucceeded and <= Model.History.EventType.ExecutionTimedOut;

    private static byte[] Written(Action<ArrayBufferWriter<byte>> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        write(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> writer, HistoryPage page, bool end)
    {
        var scratch = new ArrayBufferWriter<byte>(256);
        foreach (var happened in page.Events)
        {
            writer.Write("id: "u8);
            Write(writer, happened.Id);
            writer.Write("\ndata: "u8);
            WriteObject(writer, json => EventJson.Write(json, happened, scratch));
        }

        if (end)
        {
            writer.Write("event: end\ndata: {}\n\n"u8);
        }
    }

    private static void Write(ArrayBufferWriter<byte> writer, IReadOnlyList<ChangedExecution> changed)
    {
        foreach (var execution in changed)
        {
            writer.Write("event: execution\ndata: "u8);
            WriteObject(writer, json => ExecutionAnswers.WriteBrief(json, execution));
        }
    }

    private static void WriteError(ArrayBufferWriter<byte> writer, ApiException error)
    {
        writer.Write("event: error\ndata: "u8);
        WriteObject(writer, json =>
        {
            json.WriteString("code"u8, error.Code);
            json.WriteString("message"u8, error.Message);
        });
    }

    /// <summary>One line, as all JSON that is not indented.</summary>
    private static void WriteObject(ArrayBufferWriter<byte> writer, Action<Utf8JsonWriter> write)
    {
        using var answer = AnswerBuffer.Rent();
        answer.Json.WriteStartObject();
        write(answer.Json);
        answer.Json.WriteEndObject();
        foreach (var piece in answer.Written)
        {
            writer.Write(piece.Span);
        }

        writer.Write("\n\n"u8);
    }

    private static void Write(ArrayBufferWriter<byte> writer, long number)
    {
        number.TryFormat(writer.GetSpan(20), out var written, provider: CultureInfo.InvariantCulture);
        writer.Advance(written);
    }
}
