using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Conformance;

namespace Sluice.Storage.Sqlite.Tests.Database;

/// <summary>A closed store with some of everything, and what its reads answer.</summary>
internal sealed class SmallStore
{
    public const int Executions = 60;

    private readonly List<(string Name, Func<IStore, ValueTask<object?>> Ask)> _questions = [];
    private readonly Dictionary<string, string> _truth = [];

    private readonly byte[] _mark;

    private SmallStore(byte[] bytes, byte[] mark) => (Bytes, _mark) = (bytes, mark);

    /// <summary>The database file.</summary>
    public byte[] Bytes { get; }

    private static CancellationToken None => CancellationToken.None;

    public static async Task<SmallStore> MakeAsync()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = await directory.OpenAsync())
        {
            await FillAsync(store);
        }

        var made = new SmallStore(
            await File.ReadAllBytesAsync(directory.Database), await File.ReadAllBytesAsync(directory.Mark));
        made.AddQuestions();
        await using (var store = await directory.OpenAsync())
        {
            foreach (var (name, ask) in made._questions)
            {
                made._truth.Add(name, Text(await ask(store)));
            }
        }

        return made;
    }

    /// <summary>Asks everything of a file; each answer must be the true one, or say what is damaged.</summary>
    /// <returns>The questions that were not answered, each with the reason.</returns>
    public async Task<Dictionary<string, string>> AskAsync(byte[] bytes)
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllBytesAsync(directory.Database, bytes);
        await File.WriteAllBytesAsync(directory.Mark, _mark);
        try
        {
            await using var store = await directory.OpenAsync();
            return await AskAsync(store);
        }
        catch (StoreOpenException refusal)
        {
            return _questions.ToDictionary(question => question.Name, _ => refusal.Message);
        }
    }

    private async Task<Dictionary<string, string>> AskAsync(IStore store)
    {
        var unanswered = new Dictionary<string, string>();
        foreach (var (name, ask) in _questions)
        {
            try
            {
                var answer = await ask(store);
                if (answer is IReadOnlyList<ExecutionRow> list && list.FirstOrDefault(row => row.Damage is not null) is { } row)
                {
                    unanswered.Add(name, row.Damage!);
                }
                else
                {
                    Assert.Equal(_truth[name], Text(answer));
                }
            }
            catch (StoreDamagedException damage)
            {
                unanswered.Add(name, damage.Message);
            }
        }

        return unanswered;
    }

    public static string Execution(int n) => $"execution {n} by name";

    private static async Task FillAsync(IStore store)
    {
        var flow = (await store.TryInsertFlowAsync(
            Rows.Flow("orders"), Rows.Revision() with { Definition = new string('d', 6_000) }, None))!;
        await store.TryInsertFlowAsync(Rows.Flow("plain"), Rows.Revision(), None);
        await store.TryPublishAsync(flow.Id, "first", Rows.Noon, None);
        await store.TryInsertAliasAsync(new(flow.Id, "live", "", new(1, 100), null, Rows.Noon), None);
        await store.BeginLifeAsync(new("1", 1, "{}"), 1, isAlone: true, None);
        await store.CountUnrecordedAsync([new(flow.Id, 1, 5)], None);
        var work = await store.InsertBatchAsync(
            new() { Account = AccountId.Default, Action = "stop", Filter = "{}", CreatedBy = "a", Created = 1 }, None);
        await store.TryUpdateBatchAsync(work, [new(0, "orders", "e1", "Code", "why")], None);
        var epoch = await store.ClaimAsync(0, None);
        for (var n = 1; n <= Executions; n++)
        {
            var batch = new CommitBatch();
            batch.Epochs.Add(new(0, epoch));
            batch.Inserts.Add(Rows.Ended(n, flow: flow.Id) with
            {
                RevisionId = flow.RevisionId,
                Input = [.. Enumerable.Repeat((byte)(n + 32), n % 7 == 0 ? 9_000 : 300)],
                Output = [.. Enumerable.Repeat((byte)(n + 33), 100)],
                Error = n % 4 == 0 ? "E" : null,
                FailedState = n % 4 == 0 ? "S" : null,
                Waiting = n % 5 == 0,
                Bytes = n,
                Parent = n == 2 ? Rows.Id(1) : null,
            });
            batch.SearchValues.Add(new(Rows.Id(n), new("order", $"{n % 3}")));
            batch.Journal.Add(Rows.Journal(Rows.Id(n), 1, 3, StateForm.Snapshot));
            batch.Journal.Add(Rows.Journal(Rows.Id(n), 4, 2));
            if (n == 1)
            {
                batch.Schedules.Add(new(Rows.Schedule(500).Id, Rows.Schedule(500, flow: flow.Id)));
                batch.MapRuns.Add(Rows.MapRun("run", 1));
                batch.MapPages.Add(Rows.MapPage("run", 0));
                batch.Sent.Add(new(900, 0, [1, 2, 3]));
            }

            Assert.Equal(CommitResult.Durable, await store.CommitAsync(batch, None));
        }
    }

    private void AddQuestions()
    {
        for (var n = 1; n <= Executions; n++)
        {
            var number = n;
            Add(Execution(n), async store => await store.FindExecutionAsync(1, $"e{number}", None));
            Add($"execution {n} by number", async store => await store.FindExecutionAsync(Rows.Id(number), None));
            Add($"events of {n}", async store => await store.ReadEventsAsync(Rows.Id(number), 1, 10, long.MaxValue, None));
            Add($"state of {n}", async store => await store.ReadStateAsync(Rows.Id(number), None));
        }

        Add("flow", async store => await store.FindFlowAsync(AccountId.Default, "orders", None));
        Add("flows", async store => await store.ListFlowsAsync(AccountId.Default, null, null, 10, None));
        Add("revision", async store => await store.FindRevisionAsync(1, None));
        Add("version", async store => await store.FindVersionAsync(1, 1, None));
        Add("alias", async store => await store.FindAliasAsync(1, "live", None));
        Add("schedule", async store => await store.FindScheduleAsync(1, "s500", None));
        Add("run", async store => await store.FindMapRunAsync(Rows.Id(1), "run", None));
        Add("pages", async store => await store.ReadMapPagesAsync("run", 0, 1_000, None));
        Add("list", async store => await store.ListExecutionsAsync(new() { FlowId = 1, Limit = 25 }, None));
        Add("ended", async store => await store.CountEndedAsync(1, None));
        Add("lives", async store => await store.ListLivesAsync(0, 100, None));
        Add("unrecorded", async store => await store.ListUnrecordedAsync(1, 0, 100, None));
        Add("batches", async store => await store.ListBatchesAsync(AccountId.Default, null, 10, None));
        Add("batch items", async store => await store.ListBatchItemsAsync(1, BatchItems.All, 0, 10, None));
        Add("usage", async store => await store.ReadUsageAsync(AccountId.Default, None));
        Add("children", async store => await store.ListChildrenAsync(Rows.Id(1), default, 10, None));
        AddSearch("search", search => search);
        AddSearch("search by status", search => search with { Status = ExecutionStatus.Succeeded });
        AddSearch("search by error", search => search with { Error = "E", FailedState = "S" });
        AddSearch("search by wait", search => search with { Waiting = true });
        AddSearch("search by value", search => search with { Keys = [new("order", "1")] });
        AddSearch("search by name", search => search with { NamePrefix = "e3" });
        Add("access", async store => await store.ReadAccessAsync(None));
    }

    private void AddSearch(string name, Func<ExecutionSearch, ExecutionSearch> narrowed) => Add(
        name,
        async store => (await store.SearchExecutionsAsync(
            narrowed(new() { Account = AccountId.Default, Limit = 25 }), None)).Rows);

    private void Add(string name, Func<IStore, ValueTask<object?>> ask) => _questions.Add((name, ask));

    private static string Text(object? answer) => answer switch
    {
        null => "nothing",
        byte[] bytes => Convert.ToBase64String(bytes),
        System.Collections.IEnumerable many and not string => string.Join('\n', many.Cast<object>().Select(Text)),
        ExecutionRow row => $"{row with { Input = null, Output = null }} {Text(row.Input)} {Text(row.Output)}",
        JournalRow row => $"{row.FirstEvent} {row.EventCount} {row.Kind} {Text(row.Events)} {Text(row.State)}",
        MapRunRow run => $"{run.Name} {run.Execution} {run.IsOpen} {Text(run.Body)}",
        MapPage page => $"{page.Run} {page.Number} {Text(page.Body)}",
        _ => answer.ToString()!,
    };
}
