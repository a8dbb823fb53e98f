using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Copies a database while it is written, one copy at a time.</summary>
internal sealed class OnlineBackup(Writer writer) : IAsyncDisposable
{
    /// <summary>Pages copied between two transactions: a megabyte.</summary>
    public const int PagesPerStep = 256;

    // Who closes comes last.
    private readonly SemaphoreSlim _backingUp = new(1);
    private readonly CancellationTokenSource _closing = new();

    /// <inheritdoc cref="SqliteStore.BackUpAsync"/>
    public async Task MakeAsync(string directory, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        await _backingUp.WaitAsync(ending.Token).ConfigureAwait(false);
        try
        {
            await BackupFile.MakeAsync(directory, path => CopyAsync(path, ending.Token)).ConfigureAwait(false);
        }
        finally
        {
            _backingUp.Release();
        }
    }

    /// <summary>Gives up the copy that is being made.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _backingUp.WaitAsync().ConfigureAwait(false);
        _backingUp.Release();
    }

    private async Task CopyAsync(string path, CancellationToken cancellationToken)
    {
        var target = BackupFile.Open(path);
        var copy = await writer.RunAsideAsync(source => source.BeginCopy(target)).ConfigureAwait(false);
        try
        {
            while (!await writer.RunAsideAsync(_ => copy.Step(PagesPerStep)).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await writer.RunAsideAsync(_ => Finish(copy)).ConfigureAwait(false);
        }
    }

    private static bool Finish(OnlineCopy copy)
    {
        copy.Dispose();
        return true;
    }
}
