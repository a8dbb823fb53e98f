using System.Buffers;
using System.Collections.Concurrent;
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
/// timer. What is sent is written into buffers that all readers share: whoever takes the pieces keeps none of them.
/// </remarks>
internal sealed class EventStreams(TimeProvider time)
{
    /// <summary>A line comes at least this often, so that proxies and readers know that the stream lives.</summary>
    public static readonly TimeSpan HeartBeat = TimeSpan.FromSeconds(15);

    private const int EventsOfPiece = 100;

    /// <summary>A buffer that has become larger than this is left to the collector.</summary>
    private const int LargestKept = 64 * 1024;

    private static readonly byte[] Beat = ": alive\n\n"u8.ToArray();

    private static readonly byte[] Reset = "event: reset\ndata: {}\n\n"u8.ToArray();

    /// <summary>Comes first: how long a browser waits before it connects again.</summary>
    private static readonly byte[] Head = "retry: 2000\n\n"u8.ToArray();

    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _buffers = [];

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
            if (piece is not null)
            {
                yield return piece.WrittenMemory;
                GiveBack(piece);
            }

            if (hasEnded)
            {
                yield break;
            }

            if (last == after && !await follower.WaitAsync(HeartBeat, time, cancellationToken))
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
            await ((Task)reading).WaitAsync(HeartBeat, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (!reading.IsCompleted)
            {
                yield return Beat;
                continue;
            }

            if (await reading is { } changed)
            {
                var piece = Written(writer => Write(writer, changed));
                yield return piece.WrittenMemory;
                GiveBack(piece);
            }
            else
            {
                yield return Reset;
            }

            reading = follower.TakeAsync(cancellationToken);
        }
    }

    private async Task<(ArrayBufferWriter<byte>? Piece, long Last, bool HasEnded)> ReadAsync(
        ExecutionFollower follower, long after, CancellationToken cancellationToken)
    {
        try
        {
            var page = await follower.ReadAsync(after + 1, EventsOfPiece, cancellationToken);
            if (page.Events.Count == 0)
            {
                return (null, after, HasEnded: false);
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

    private static bool IsEnd(Model.History.EventType type) =>
        type is >= Model.History.EventType.ExecutionSucceeded and <= Model.History.EventType.ExecutionTimedOut;

    private ArrayBufferWriter<byte> Written(Action<ArrayBufferWriter<byte>> write)
    {
        var bytes = _buffers.TryTake(out var before) ? before : new ArrayBufferWriter<byte>(1024);
        write(bytes);
        return bytes;
    }

    /// <summary>It has been sent.</summary>
    private void GiveBack(ArrayBufferWriter<byte> piece)
    {
        if (piece.Capacity <= LargestKept)
        {
            piece.ResetWrittenCount();
            _buffers.Add(piece);
        }
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
