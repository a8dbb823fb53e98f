using Sluice.Identity.Accounts;
using Sluice.Identity.Sealing;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Identity.Registry;

/// <summary>Who may call: read by every request without a lock, changed one change at a time.</summary>
public sealed class AccessRegistry
{
    private readonly IAccessStore _store;
    private readonly AccessRows _rows;
    private readonly AccessState _configured;
    private readonly SemaphoreSlim _changing = new(1);
    private volatile AccessState _state;

    private AccessRegistry(IAccessStore store, AccessRows rows, AccessState stored, AccessState configured) =>
        (_store, _rows, _configured, _state) = (store, rows, configured, Merge(stored, configured));

    /// <summary>Other servers change the same rows: each change begins with what is stored.</summary>
    public bool IsShared { get; init; }

    public AccessState State => _state;

    /// <summary>Whether there is anything in the store already that was sealed.</summary>
    /// <exception cref="AccountsUnreadableException">What is stored cannot be read.</exception>
    public static async Task<bool> HoldsSecretsAsync(IAccessStore store, CancellationToken cancellationToken) =>
        AccessRows.HoldSecrets(await ReadAsync(store, cancellationToken));

    /// <param name="master">What secrets in the store are sealed with.</param>
    /// <param name="configured">What the settings file says; it wins over what is stored.</param>
    /// <param name="isShared"><see cref="IsShared"/>.</param>
    /// <exception cref="AccountsUnreadableException">What is stored cannot be read.</exception>
    public static async Task<AccessRegistry> OpenAsync(
        IAccessStore store,
        MasterKey master,
        AccessState configured,
        CancellationToken cancellationToken,
        bool isShared = false)
    {
        var rows = new AccessRows(master);
        var stored = rows.Read(await ReadAsync(store, cancellationToken));
        return new(store, rows, stored, configured) { IsShared = isShared };
    }

    /// <summary>Another server may have changed anything: reads all of it again.</summary>
    /// <exception cref="AccountsUnreadableException">What is stored cannot be read; what was known stays.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await RefreshAloneAsync(cancellationToken);
        }
        finally
        {
            _changing.Release();
        }
    }

    private static async ValueTask<IReadOnlyList<AccessRow>> ReadAsync(
        IAccessStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAccessAsync(cancellationToken);
        }
        catch (StoreDamagedException damage)
        {
            throw new AccountsUnreadableException(damage.Message, damage);
        }
    }

    /// <summary>Applies a change, stores it, and only then lets requests see it.</summary>
    /// <param name="change">May refuse with an <see cref="ApiException"/>; nothing has changed then.</param>
    public Task ChangeAsync(Func<AccessState, AccessState> change, CancellationToken cancellationToken) =>
        ChangeAsync(state => (change(state), Result: true), cancellationToken);

    /// <inheritdoc cref="ChangeAsync(Func{AccessState, AccessState}, CancellationToken)"/>
    /// <returns>The result of the change.</returns>
    public async Task<T> ChangeAsync<T>(
        Func<AccessState, (AccessState Next, T Result)> change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (IsShared)
            {
                await RefreshAloneAsync(cancellationToken);
            }

            var (next, result) = change(_state);
            RefuseToOpen(next);
            var (removed, put) = _rows.Difference(_state, next);

            // From here on it happens, whether or not the caller waits for it.
            await _store.ChangeAccessAsync(removed, put, CancellationToken.None);
            _state = next;
            return result;
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task RefreshAloneAsync(CancellationToken cancellationToken) =>
        _state = Merge(_rows.Read(await ReadAsync(_store, cancellationToken)), _configured);

    /// <remarks>A server without any key is open: the last one must not go by a call.</remarks>
    private void RefuseToOpen(AccessState next)
    {
        if (next.Keys.IsEmpty && !_state.Keys.IsEmpty)
        {
            throw ApiException.Refused(
                409,
                "LastAccessKey",
                "This is the last access key, and without one the server would be open; keep it.");
        }
    }

    private static AccessState Merge(AccessState stored, AccessState configured)
    {
        var state = configured.Users.Values.Aggregate(stored, (all, user) => all.With(user));
        state = configured.Roles.Values.Aggregate(state, (all, role) => all.With(role));
        return configured.Keys.Values.Aggregate(state, (all, key) => all.With(key));
    }
}
