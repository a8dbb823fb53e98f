using System.Collections.Immutable;
using Sluice.Storage;

namespace Sluice.Engine.Watching;

/// <summary>Tells those who watch many executions at once. With nobody there, it costs a look.</summary>
internal sealed class AccountFeed : IProgressListener
{
    private ImmutableArray<AccountWatch> _watches = [];

    public int Count => _watches.Length;

    public AccountWatch Watch()
    {
        var watch = new AccountWatch(this);
        ImmutableInterlocked.Update(ref _watches, (all, added) => all.Add(added), watch);
        return watch;
    }

    public void OnStored(in ExecutionProgress progress) => Tell(progress.Row);

    public void OnTakenUp(int shard) => TellToLook();

    /// <summary>An execution stands so now.</summary>
    public void Tell(ExecutionRow row)
    {
        // Children of a map run are many, and nobody sees them in a list.
        if (row.MapRun is not null)
        {
            return;
        }

        foreach (var watch in _watches)
        {
            watch.Tell(row);
        }
    }

    /// <summary>More has changed than is told of.</summary>
    public void TellToLook()
    {
        foreach (var watch in _watches)
        {
            watch.Tell(row: null);
        }
    }

    internal void Forget(AccountWatch watch) =>
        ImmutableInterlocked.Update(ref _watches, (all, gone) => all.Remove(gone), watch);
}
