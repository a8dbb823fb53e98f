using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Watching;

/// <summary>One who watches which executions change, in his own time.</summary>
/// <remarks>Of each execution he is owed the newest state only, and of very many that they were too many. One reader.</remarks>
internal sealed class AccountWatch(AccountFeed feed) : IDisposable
{
    /// <summary>Executions that are kept for a reader who is behind.</summary>
    public const int Most = 1_000;

    private readonly Lock _lock = new();
    private Dictionary<ExecutionId, ExecutionRow> _news = [];
    private bool _tooMany;
    private TaskCompletionSource? _waiting;

    /// <summary>What is new since the last call, as soon as there is something.</summary>
    /// <returns>Null when more has changed than is kept: whoever shows a list reads it anew.</returns>
    public async ValueTask<IReadOnlyCollection<ExecutionRow>?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task told;
            lock (_lock)
            {
                if (_tooMany)
                {
                    (_tooMany, _news) = (false, []);
                    return null;
                }

                if (_news.Count > 0)
                {
                    var news = _news.Values;
                    _news = [];
                    return news;
                }

                _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                told = _waiting.Task;
            }

            await told.WaitAsync(cancellationToken);
        }
    }

    /// <param name="row">Null when more may be stored than was told of.</param>
    public void Tell(ExecutionRow? row)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _tooMany |= row is null || (_news.Count >= Most && !_news.ContainsKey(row.Id));
            if (_tooMany)
            {
                _news = [];
            }
            else
            {
                _news[row!.Id] = row;
            }

            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.TrySetResult();
    }

    public void Dispose() => feed.Forget(this);
}
