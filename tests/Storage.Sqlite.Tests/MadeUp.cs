using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Conformance;

namespace Sluice.Storage.Sqlite.Tests;

/// <summary>Writes and questions drawn from a small world, so that they meet. The same seed draws the same.</summary>
internal static class MadeUp
{
    public const int Questions = 23;

    private static readonly string[] Texts = ["", "a", "ab", "A", "a%", "a_", "é", "\0", "\uFFFD", "\U0001F600", "b'"];

    private static CancellationToken None => CancellationToken.None;

    /// <summary>Writes something.</summary>
    /// <returns>The answer, or the name of the exception.</returns>
    public static async Task<object?> WriteAsync(IStore store, Random random)
    {
        try
        {
            return random.Next(17) switch
            {
                0 => await store.ClaimAsync(random.Next(4), None),
                1 => await store.PurgeEndedAsync(random.Next(1, 4), random.Next(1, 4), None),
                2 => await store.TryInsertFlowAsync(Flow(random), Revision(random), None),
                3 => await store.TryUpdateFlowAsync(
                    Flow(random) with { Id = random.Next(1, 4), Version = random.Next(1, 4) },
                    random.Next(2) == 0 ? Revision(random) : null,
                    None),
                4 => await store.TryDeleteFlowAsync(random.Next(1, 4), None),
                5 => await store.TryForgetFlowAsync(random.Next(1, 4), None),
                6 => await store.TryPublishAsync(random.Next(1, 4), Text(random), random.Next(9), None),
                7 => await store.TryDeleteVersionAsync(random.Next(1, 4), random.Next(1, 4), None),
                8 => await store.TryInsertAliasAsync(Alias(random), None),
                9 => await UpdateAliasAsync(store, random),
                10 => await store.TryDeleteAliasAsync(random.Next(1, 4), Text(random), None),
                11 => await store.PurgeStoppedAsync(random.Next(5), random.Next(1, 4), None),
                _ => (await store.CommitAsync(Batch(random), None)).ToString(),
            };
        }
        catch (BatchConflictException)
        {
            return nameof(BatchConflictException);
        }
    }

    /// <param name="question">0 to <see cref="Questions"/> − 1.</param>
    public static async Task<object?> AskAsync(IStore store, int question, Random random) => question switch
    {
        0 => await store.FindExecutionAsync(Id(random), None),
        1 => await store.FindExecutionAsync(random.Next(1, 4), Text(random), None),
        2 or 3 or 4 => await store.ListExecutionsAsync(Query(random), None),
        5 => await store.ReadStateAsync(Id(random), None),
        6 => await store.ReadEventsAsync(Id(random), random.Next(1, 8), random.Next(1, 6), long.MaxValue, None),
        7 => await store.ReadHotAsync(random.Next(4), Maybe(random, Id(random)) ?? default, random.Next(1, 9), None),
        8 => await store.ReadDueAsync(
            random.Next(4), new(random.Next(4), Id(random)), random.Next(9), random.Next(1, 9), None),
        9 => await store.ReadLettersAsync(random.Next(4), random.Next(9), random.Next(1, 9), None),
        10 => (await store.CountRunningAsync(None), await store.ReadLastExecutionIdAsync(None)),
        11 => (
            await store.FindFlowAsync(Account(random), Text(random), None),
            await store.FindRevisionAsync(random.Next(9), None)),
        12 => await store.ListFlowsAsync(
            Account(random), MaybeText(random), MaybeText(random), random.Next(1, 9), None),
        13 => (await store.CountAsync(Account(random), CatalogItem.Flow, None), await store.ListDeletedFlowsAsync(None)),
        14 => await store.FindFlowAsync(random.Next(1, 4), None),
        15 => (await store.CountRunningByAccountAsync(None)).OrderBy(pair => pair.Key.Value).ToList(),
        16 => (
            await store.FindVersionAsync(random.Next(1, 4), random.Next(4), None),
            await store.FindAliasAsync(random.Next(1, 4), Text(random), None)),
        17 => (
            await store.ListVersionsAsync(random.Next(1, 4), Maybe(random, (long)random.Next(5)), 2, None),
            await store.ListAliasesAsync(random.Next(1, 4), MaybeText(random), random.Next(1, 4), None)),
        18 => await store.FindAliasToAsync(random.Next(1, 4), random.Next(4), None),
        19 => (
            await store.FindMapRunAsync(Id(random), Text(random), None),
            await store.ReadOpenMapRunsAsync(random.Next(4), Text(random), random.Next(1, 4), None)),
        20 => await store.ReadMapPagesAsync(Text(random), random.Next(3), random.Next(4), None),
        21 => (
            await store.FindScheduleAsync(random.Next(1, 4), Text(random), None),
            await store.CountSchedulesAsync(random.Next(1, 4), None),
            await store.ListSchedulesAsync(random.Next(1, 4), MaybeText(random), random.Next(1, 4), None)),
        22 => await store.ReadSchedulesAsync(
            random.Next(4), Maybe(random, Id(random)) ?? default, random.Next(1, 4), None),
        _ => throw new ArgumentOutOfRangeException(nameof(question), question, null),
    };

    private static async Task<object?> UpdateAliasAsync(IStore store, Random random)
    {
        var alias = Alias(random);
        return await store.FindAliasAsync(alias.FlowId, alias.Name, None) is { } stored
            ? await store.TryUpdateAliasAsync(
                stored with { First = random.Next(4) == 0 ? alias.First : stored.First },
                alias with { Created = stored.Created },
                None)
            : null;
    }

    private static AliasRow Alias(Random random) => new(
        random.Next(1, 4),
        Text(random),
        Text(random),
        new(random.Next(1, 4), random.Next(101)),
        Maybe(random, new AliasRoute(random.Next(1, 4), random.Next(101))),
        random.Next(9));

    private static CommitBatch Batch(Random random)
    {
        var batch = new CommitBatch();
        Repeat(random, 2, () => batch.Epochs.Add(new(random.Next(4), random.Next(1, 3))), oneIn: 8);
        Repeat(random, 3, () => batch.Inserts.Add(Execution(random)));
        Repeat(random, 3, () => batch.Changes.Add(Change(random)), oneIn: 2);
        Repeat(random, 3, () => batch.Journal.Add(Journal(random)), oneIn: 2);
        Repeat(random, 3, () => batch.Sent.Add(new(random.Next(50), random.Next(4), Bytes(random) ?? [])), oneIn: 2);
        Repeat(random, 3, () => batch.Received.Add(random.Next(50)));
        Repeat(random, 4, () => batch.MapRuns.Add(MapRun(batch, random)), oneIn: 3);
        Repeat(random, 3, () => batch.MapPages.Add(MapPage(batch, random)), oneIn: 3);
        Repeat(random, 2, () => batch.DroppedMapPages.Add(new(Text(random), random.Next(4))), oneIn: 3);
        Repeat(random, 3, () => batch.Schedules.Add(Schedule(random)), oneIn: 2);
        return batch;
    }

    private static ScheduleWrite Schedule(Random random)
    {
        var row = new ScheduleRow
        {
            Id = Id(random),
            FlowId = random.Next(1, 4),
            Uuid = new Guid(random.Next(), 0, 0, new byte[8]),
            Name = Text(random),
            Description = Text(random),
            Payload = Text(random),
            Cron = Text(random),
            Enabled = random.Next(2) == 0,
            Created = random.Next(9),
            Modified = random.Next(9),
            Anchor = random.Next(9),
            NextAt = Maybe(random, (long)random.Next(9)),
            Missed = random.Next(9),
            MissedFrom = Maybe(random, (long)random.Next(9)),
            MissedUntil = Maybe(random, (long)random.Next(9)),
            Version = random.Next(1, 4),
        };
        return new(row.Id, random.Next(4) == 0 ? null : row);
    }

    private static void Repeat(Random random, int most, Action add, int oneIn = 1)
    {
        for (var n = random.Next(oneIn) == 0 ? random.Next(most + 1) : 0; n > 0; n--)
        {
            add();
        }
    }

    private static ExecutionRow Execution(Random random) => new()
    {
        Id = Id(random),
        FlowId = random.Next(1, 4),
        RevisionId = random.Next(9),
        Name = Text(random) + (random.Next(2) == 0 ? random.Next(9) : ""),
        Status = Status(random),
        Started = random.Next(4),
        Stopped = Maybe(random, (long)random.Next(4)),
        WakeAt = Maybe(random, (long)random.Next(6)),
        Input = Bytes(random),
        Output = Bytes(random),
        Error = MaybeText(random),
        Cause = MaybeText(random),
        Qualifier = MaybeText(random),
        MapRun = random.Next(4) == 0 ? Text(random) : null,
    };

    private static ExecutionChange Change(Random random) => new(
        Id(random),
        Status(random),
        Maybe(random, (long)random.Next(4)),
        Maybe(random, (long)random.Next(6)),
        Bytes(random),
        MaybeText(random),
        MaybeText(random));

    private static JournalRow Journal(Random random) => Rows.Journal(
        Id(random), random.Next(1, 6), random.Next(3), random.Next(3) == 0 ? StateForm.Snapshot : StateForm.Changes);

    // Mostly of the same batch, as its pages are: most others are not stored, and a conflict ends the whole batch.
    private static MapRunRow MapRun(CommitBatch batch, Random random) => new(
        Text(random),
        batch.Inserts.Count > 0 && random.Next(4) > 0 ? batch.Inserts[0].Id : Id(random),
        random.Next(4) > 0,
        Bytes(random) ?? []);

    private static MapPage MapPage(CommitBatch batch, Random random) => new(
        batch.MapRuns.Count > 0 && random.Next(4) > 0 ? batch.MapRuns[0].Name : Text(random),
        random.Next(8),
        Bytes(random) ?? []);

    private static ExecutionQuery Query(Random random) => new()
    {
        FlowId = random.Next(1, 4),
        Limit = random.Next(1, 6),
        Status = random.Next(3) == 0 ? Status(random) : null,
        StartedFrom = random.Next(3) == 0 ? random.Next(4) : null,
        StartedTo = random.Next(3) == 0 ? random.Next(4) : null,
        NamePrefix = MaybeText(random),
        Qualifier = random.Next(4) == 0 ? Text(random) : null,
        MapRun = random.Next(4) == 0 ? Text(random) : null,
        After = random.Next(2) == 0 ? new(random.Next(4), Text(random)) : null,
        MetadataOnly = random.Next(2) == 0,
    };

    private static FlowRow Flow(Random random) => Rows.Flow(Text(random), MaybeText(random)) with
    {
        Account = Account(random),
        Mode = random.Next(2),
        Modified = random.Next(9),
        Uuid = new Guid(random.Next(), 0, 0, new byte[8]),
    };

    private static RevisionRow Revision(Random random) => new(0, 0, Text(random), Text(random), MaybeText(random));

    private static ExecutionId Id(Random random) => Rows.Id(random.Next(6), random.Next(4));

    private static ExecutionStatus Status(Random random) =>
        (ExecutionStatus)random.Next(Enum.GetValues<ExecutionStatus>().Length);

    private static AccountId Account(Random random) =>
        AccountId.FromStored(random.Next(3) == 0 ? "2000" : AccountId.Default.Value);

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static string? MaybeText(Random random) => random.Next(2) == 0 ? Text(random) : null;

    private static byte[]? Bytes(Random random) => random.Next(3) switch
    {
        0 => [],
        1 => Rows.Bytes(Text(random)),
        _ => null,
    };

    private static T? Maybe<T>(Random random, T value)
        where T : struct => random.Next(2) == 0 ? value : null;
}
