using System.Diagnostics;
using System.Globalization;
using Sluice.Bench.Storage;
using Sluice.Model;
using Sluice.Storage.Sqlite;

// How many transitions a second a store takes, how long a commit is, and what an execution costs on disk. The store is an SQLite
// file, or PostgreSQL where SLUICE_STORE_POSTGRES names one.
// A transition is one journal row: 600 bytes of events and 400 of state. An execution has ten of them, the first one
// with its insert, the last one with its end. Each caller commits a batch, waits until it is durable, and goes on.
// Beside them, where the last argument says so, what has ended is removed, or one backup is made after another.
// "lists" measures what each filter of a list across flows takes, with 1 000 executions stored and with more.
if (args is ["lists", _] or ["lists", _, "keys"])
{
    return await ListAsync(int.Parse(args[1], CultureInfo.InvariantCulture), hasKeys: args.Length > 2);
}

if (args is not [var secondsText, var callersText, var batchText, .. var beside] || beside is not ([] or ["purge" or "backup"]))
{
    Console.Error.WriteLine("Usage: <seconds> <callers> <batch> [purge|backup] | lists <executions> [keys]");
    return 2;
}

var time = TimeSpan.FromSeconds(int.Parse(secondsText, CultureInfo.InvariantCulture));
var callers = int.Parse(callersText, CultureInfo.InvariantCulture);
var batch = int.Parse(batchText, CultureInfo.InvariantCulture);
var directory = Directory.CreateTempSubdirectory("sluice-bench-").FullName;

double[] commits;
string done;
var watch = Stopwatch.StartNew();
var opened = await Opened.OpenAsync(directory);
await using (var store = opened.Store)
{
    var epoch = await store.ClaimAsync(0, CancellationToken.None);
    var given = 0L;
    ExecutionId NextId(int shard)
    {
        var n = Interlocked.Increment(ref given);
        return ExecutionId.Create(1_750_000_000_000 + (n / 50), shard, (int)(n % 50));
    }

    using var ending = new CancellationTokenSource();
    var rounds = beside is [var kind] ? Task.Run(() => Beside.RunAsync(store, kind, ending.Token)) : Task.FromResult("");
    watch.Restart();
    var runs = await Task.WhenAll(Enumerable.Range(0, callers)
        .Select(_ => Task.Run(() => new Caller(store, epoch, batch, NextId).RunAsync(time))));
    watch.Stop();
    commits = [.. runs.SelectMany(run => run).Order()];
    await ending.CancelAsync();
    done = await rounds;
}

var transitions = commits.Length * (double)batch;
var elapsed = watch.Elapsed.TotalSeconds;
var payload = Caller.Steps * (Caller.EventBytes + Caller.StateBytes);
var onDisk = opened.Size() is { } bytes ? bytes / (transitions / Caller.Steps) : double.NaN;
Directory.Delete(directory, recursive: true);

double At(double share) => commits[(int)(commits.Length * share)];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
    {opened.Name}, {callers} callers, batches of {batch}, {elapsed:f1} s
    transitions/s {transitions / elapsed:n0}, commits/s {commits.Length / elapsed:n0}
    commit p50 {At(0.5):f2} ms, p99 {At(0.99):f2} ms, p99.9 {At(0.999):f2} ms, longest {commits[^1]:f1} ms
    disk for a finished execution {onDisk:n0} bytes, of which {onDisk - payload:n0} are not payload
    {done}
    """));
return 0;

static async Task<int> ListAsync(int most, bool hasKeys)
{
    var directory = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
    await using (var store = await SqliteStore.OpenAsync(new() { Directory = directory }, CancellationToken.None))
    {
        Console.WriteLine(await new Lists(store, hasKeys).RunAsync(most));
    }

    Directory.Delete(directory, recursive: true);
    return 0;
}
