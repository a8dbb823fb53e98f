using System.Threading.Channels;

namespace Sluice.Queues.Database;

/// <summary>Gathers what callers ask of the file into transactions on one thread: one sync for all that came meanwhile.</summary>
internal sealed class Commits : IAsyncDisposable
{
    /// <summary>So many at the most in one transaction, so that the first of them need not wait for ever.</summary>
    private const int Most = 1_000;

    private readonly Channel<Work> _waiting = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly Rows _rows;
    private readonly Task _running;

    public Commits(Rows rows)
    {
        _rows = rows;
        _running = Task.Factory.StartNew(
            RunAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>Does something with the rows. What it changes survives a power cut when this is done.</summary>
    /// <param name="work">Throws before it changes anything, or not at all: then the others of its transaction go on.</param>
    public async Task<T> DoAsync<T>(Func<Rows, T> work)
    {
        var done = new Work<T>(work);
        if (!_waiting.Writer.TryWrite(done))
        {
            throw new ObjectDisposedException(nameof(QueueStore));
        }

        return await done.Result.Task;
    }

    /// <summary>Writes a copy that can be opened, between two transactions.</summary>
    public async Task CopyAsync(string path)
    {
        var copy = new Copy(path);
        if (!_waiting.Writer.TryWrite(copy))
        {
            throw new ObjectDisposedException(nameof(QueueStore));
        }

        await copy.Result.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _running;
        _rows.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<Work>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < Most && _waiting.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }

            Commit(batch.FindAll(work => work is not Copy));
            batch.OfType<Copy>().ToList().ForEach(copy => copy.Make(_rows));
            batch.Clear();
        }
    }

    private void Commit(List<Work> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            _rows.Run("BEGIN IMMEDIATE");
            batch.ForEach(work => work.Do(_rows));
            _rows.Run("COMMIT");
            batch.ForEach(work => work.Tell());
        }
        catch (Exception e)
        {
            // The disk is full, or the file is not to be used any more: nobody is told that it was written.
            TryRollBack();
            batch.ForEach(work => work.Fail(e));
        }
    }

    private void TryRollBack()
    {
        try
        {
            _rows.Run("ROLLBACK");
        }
        catch (Exception)
        {
            // There was no transaction any more.
        }
    }

    private abstract class Work
    {
        public abstract void Do(Rows rows);

        public abstract void Tell();

        public abstract void Fail(Exception problem);
    }

    private sealed class Work<T>(Func<Rows, T> work) : Work
    {
        private T? _value;
        private QueueException? _refusal;

        public TaskCompletionSource<T> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Do(Rows rows)
        {
            try
            {
                _value = work(rows);
            }
            catch (QueueException e)
            {
                _refusal = e;
            }
        }

        public override void Tell()
        {
            if (_refusal is not null)
            {
                Result.SetException(_refusal);
            }
            else
            {
                Result.SetResult(_value!);
            }
        }

        public override void Fail(Exception problem) => Result.SetException(problem);
    }

    /// <summary>Cannot be part of a transaction.</summary>
    private sealed class Copy(string path) : Work
    {
        public TaskCompletionSource Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Make(Rows rows)
        {
            try
            {
                rows.Run("VACUUM INTO $0", path);
                Tell();
            }
            catch (Exception e)
            {
                Fail(e);
            }
        }

        public override void Do(Rows rows)
        {
        }

        public override void Tell() => Result.SetResult();

        public override void Fail(Exception problem) => Result.SetException(problem);
    }
}
