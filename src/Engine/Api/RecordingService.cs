using System.Buffers;
using System.Runtime.CompilerServices;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Tasks;
using Sluice.Interpreter.Replays;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Gives out all that executions did, so that they can be led there again. Each call sees those of one account only.</summary>
/// <remarks>
/// What flows were given stands there byte for byte, and what they draw from: so it is more than a history shows. It reads what
/// is committed, a piece at a time, and asks no shard.
/// </remarks>
public sealed class RecordingService
{
    /// <summary>Executions of one stream at the most.</summary>
    public const int Most = 100_000;

    private const int RowsOfPage = 100;

    private const long BytesOfPiece = 256 * 1024;

    private const int EventsOfPiece = 1_000;

    private readonly IExecutionStore _store;
    private readonly ILifeStore _lives;
    private readonly Catalog _catalog;
    private readonly SearchService _searches;
    private readonly DrawSeeds _draws;
    private readonly RecordedTokens _tokens;

    internal RecordingService(
        IExecutionStore store, ILifeStore lives, Catalog catalog, SearchService searches, DrawSeeds draws, TaskTokens tokens) =>
        (_store, _lives, _catalog, _searches, _draws, _tokens) = (store, lives, catalog, searches, draws, new(tokens));

    /// <summary>The executions of a filter that have ended, newest first.</summary>
    /// <param name="most">1 to <see cref="Most"/>.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<IAsyncEnumerable<RecordedPart>> ReadAsync(
        AccountId account, ExecutionFilter filter, int most, CancellationToken cancellationToken)
    {
        var search = await _searches.ReadAsync(account, filter, cancellationToken);
        return PartsAsync(search with { Limit = RowsOfPage }, most, CancellationToken.None);
    }

    private async IAsyncEnumerable<RecordedPart> PartsAsync(
        ExecutionSearch search, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = new Told();
        Storage.ExecutionPlace? next = null;
        do
        {
            var page = await _store.SearchExecutionsAsync(search with { After = next }, cancellationToken);
            foreach (var row in page.Rows)
            {
                if (stream.Executions == most)
                {
                    break;
                }

                await foreach (var part in PartsOfAsync(row, stream, cancellationToken))
                {
                    yield return part;
                }
            }

            next = page.Next;
        }
        while (next is not null && stream.Executions < most);

        yield return new RecordedPart.End(stream.Executions, stream.Running, stream.Gone);
    }

    private async IAsyncEnumerable<RecordedPart> PartsOfAsync(
        ExecutionRow row, Told stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (row.Damage is not null || !row.Status.HasEnded())
        {
            stream.LeaveOut(row);
            yield break;
        }

        var flow = await _catalog.FindLiveFlowAsync(row.FlowId, cancellationToken);
        var first = await ReadEventsAsync(row, 1, cancellationToken);
        var definition = await FindDefinitionAsync(row.RevisionId, flow, cancellationToken);
        if (flow is null || first.Count == 0 || definition is null)
        {
            stream.Gone++;
            yield break;
        }

        if (stream.Revisions.Add(row.RevisionId))
        {
            yield return definition;
        }

        var terms = await TermsAtAsync(row.Started, stream, cancellationToken);
        if (stream.Terms.Add(terms.Number))
        {
            yield return terms;
        }

        stream.Executions++;
        yield return new RecordedPart.Execution(
            flow.Name,
            row.Name,
            row.Id,
            row.RevisionId,
            terms.Number,
            _draws.TextOf(row.Id),
            DateTimeOffset.FromUnixTimeMilliseconds(row.Started),
            row.Status);
        for (var events = first; events.Count > 0; events = await ReadEventsAsync(row, events[^1].Id + 1, cancellationToken))
        {
            foreach (var revision in RevisionsIn(events).Where(stream.Revisions.Add))
            {
                if (await FindDefinitionAsync(revision, flow, cancellationToken) is { } other)
                {
                    yield return other;
                }
            }

            yield return new RecordedPart.Events(events);
        }
    }

    private async Task<IReadOnlyList<HistoryEvent>> ReadEventsAsync(
        ExecutionRow row, long from, CancellationToken cancellationToken)
    {
        var journal = await _store.ReadEventsAsync(row.Id, from, EventsOfPiece, BytesOfPiece, cancellationToken);
        return
        [
            .. journal.SelectMany(chunk => EventCodec.Decode(chunk.Events)).Where(happened => happened.Id >= from)
                .Select(happened => happened with { Detail = _tokens.Replace(happened.Detail, row.Id) }),
        ];
    }

    private async Task<RecordedPart.Definition?> FindDefinitionAsync(
        long revision, FlowRow? flow, CancellationToken cancellationToken) =>
        flow is not null && await _catalog.FindRowAsync(revision, cancellationToken) is { } row
            ? new(revision, flow.Name, (ExecutionMode)flow.Mode, row.RoleArn, row.Definition)
            : null;

    private static IEnumerable<long> RevisionsIn(IReadOnlyList<HistoryEvent> events) => events
        .Where(happened => happened.Type == EventType.ExecutionRedriven)
        .SelectMany(happened =>
        {
            var (before, after) = RecordedStimuli.RevisionsOf(happened);
            return new[] { before, after };
        });

    /// <summary>Those of the server that worked when an execution began; where nobody has noted any, nothing is known of them.</summary>
    private async Task<RecordedPart.Terms> TermsAtAsync(long started, Told stream, CancellationToken cancellationToken)
    {
        var life = stream.Life is { } last && started >= last.Started && (last.Ended is not { } ended || started <= ended)
            ? last
            : (await _lives.ListLivesAsync(started, started, cancellationToken)).LastOrDefault();
        stream.Life = life;
        return life is null
            ? new(0, "", 0, Limits: null)
            : new(life.Id, life.Terms.Release, life.Terms.Level, life.Terms.Limits);
    }

    /// <summary>What a stream has told so far.</summary>
    private sealed class Told
    {
        public HashSet<long> Revisions { get; } = [];

        public HashSet<long> Terms { get; } = [];

        public ServerLife? Life { get; set; }

        public int Executions { get; set; }

        public int Running { get; private set; }

        public int Gone { get; set; }

        public void LeaveOut(ExecutionRow row)
        {
            if (row.Damage is null)
            {
                Running++;
            }
            else
            {
                Gone++;
            }
        }
    }
}

/// <summary>Replaces the task tokens in what is given out: nobody shall report with them.</summary>
internal sealed class RecordedTokens(TaskTokens tokens)
{
    /// <summary>The first of a token's bytes is its version, 1: so it begins with an A and one of these, as base64url.</summary>
    private static readonly SearchValues<byte> Second = SearchValues.Create("QRSTUVWXYZabcdef"u8);

    private static readonly SearchValues<byte> All =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    public EventDetail Replace(EventDetail detail, ExecutionId execution)
    {
        foreach (var (_, value) in detail.Members)
        {
            if (FindToken(value.Utf8, 0) >= 0)
            {
                return new EventDetail([.. detail.Members.ToArray().Select(member => (member.Key, Replace(member.Value, execution)))]);
            }
        }

        return detail;
    }

    private JsonPayload Replace(JsonPayload value, ExecutionId execution)
    {
        byte[]? changed = null;
        for (var place = FindToken(value.Utf8, 0); place >= 0; place = FindToken(value.Utf8, place + 1))
        {
            if (StandingFor(value.Utf8.Slice(place, RecordedToken.Length), execution) is { } standIn)
            {
                changed ??= value.Utf8.ToArray();
                System.Text.Encoding.ASCII.GetBytes(standIn, changed.AsSpan(place));
                place += RecordedToken.Length - 1;
            }
        }

        return changed is null ? value : JsonPayload.FromStored(changed);
    }

    /// <summary>Where the next text begins that looks like a token; -1 for nowhere.</summary>
    private static int FindToken(ReadOnlySpan<byte> text, int from)
    {
        for (var place = from; place + RecordedToken.Length <= text.Length; place++)
        {
            var found = text[place..].IndexOf((byte)'A');
            if (found < 0 || place + found + RecordedToken.Length > text.Length)
            {
                return -1;
            }

            place += found;
            if (Second.Contains(text[place + 1]) && !text.Slice(place, RecordedToken.Length).ContainsAnyExcept(All))
            {
                return place;
            }
        }

        return -1;
    }

    /// <returns>Null for what is no token.</returns>
    private string? StandingFor(ReadOnlySpan<byte> text, ExecutionId execution)
    {
        if (!tokens.TryRead(System.Text.Encoding.Latin1.GetString(text), out var attempt, out _))
        {
            return null;
        }

        return attempt.Execution == execution ? RecordedToken.Of(attempt.Frame, attempt.Attempt) : RecordedToken.Other;
    }
}
