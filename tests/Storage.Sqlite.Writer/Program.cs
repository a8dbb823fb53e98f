using Sluice.Model;
using Sluice.Storage;
using Sluice.Storage.Sqlite;

// A process for tests to kill, or to let run into a wall. Opens the store in the directory given and commits for ever,
// from several callers at once; prints "caller number" when a commit was answered as durable, in one write each.
const int Callers = 8;
var output = Console.OpenStandardOutput();

try
{
    await using var store = await SqliteStore.OpenAsync(
        new() { Directory = args[0], ShardCount = Callers }, CancellationToken.None);
    await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CommitForEverAsync(store, caller))));
}
catch (StoreFailedException failure)
{
    Say($"failed: {failure.Message}");
}

async Task CommitForEverAsync(IStore store, int caller)
{
    var epoch = await store.ClaimAsync(caller, CancellationToken.None);
    for (var n = 1; ; n++)
    {
        var id = ExecutionId.Create(1_750_000_000_000 + n, caller, 0);
        var batch = new CommitBatch();
        batch.Epochs.Add(new(caller, epoch));
        batch.Inserts.Add(new()
        {
            Id = id,
            FlowId = 1,
            RevisionId = 1,
            Name = $"c{caller}-{n}",
            Status = ExecutionStatus.Running,
            Started = n,
            WakeAt = 0,
        });
        batch.Journal.Add(new(id, 1, 1, new byte[700], BitConverter.GetBytes(n), StateForm.Snapshot));
        var result = await store.CommitAsync(batch, CancellationToken.None);
        Say(result == CommitResult.Durable ? $"{caller} {n}" : $"{result}");
    }
}

void Say(string line)
{
    lock (output)
    {
        output.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        output.Flush();
    }
}
