using Sluice.Model;

namespace Sluice.Server.Accounts;

/// <summary>Who may call: read by every request without a lock, changed one change at a time.</summary>
internal sealed class AccessRegistry
{
    private readonly AccessFile? _file;
    private readonly Lock _changing = new();
    private volatile AccessState _state;

    /// <param name="file">Where changes are kept; null keeps them in memory only.</param>
    /// <param name="configured">What the settings file says; it wins over what is stored.</param>
    public AccessRegistry(AccessFile? file, AccessState configured)
    {
        _file = file;
        _state = Merge(file?.Load() ?? AccessState.Empty, configured);
    }

    public AccessState State => _state;

    /// <summary>Applies a change, stores it, and only then lets requests see it.</summary>
    /// <param name="change">May refuse with an <see cref="ApiException"/>; nothing has changed then.</param>
    public void Change(Func<AccessState, AccessState> change)
    {
        lock (_changing)
        {
            var next = change(_state);
            RefuseToOpen(next);
            try
            {
                _file?.Save(next);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw ApiException.InternalServerError(e);
            }

            _state = next;
        }
    }

    /// <remarks>A server without any key is open: the last one must not go by a call.</remarks>
    private void RefuseToOpen(AccessState next)
    {
        if (next.Keys.IsEmpty && !_state.Keys.IsEmpty)
        {
            throw ApiException.Refused(
                409, "LastAccessKey", "This is the last access key, and without one the server would be open; keep it.");
        }
    }

    private static AccessState Merge(AccessState stored, AccessState configured)
    {
        var state = configured.Users.Values.Aggregate(stored, (all, user) => all.With(user));
        state = configured.Roles.Values.Aggregate(state, (all, role) => all.With(role));
        return configured.Keys.Values.Aggregate(state, (all, key) => all.With(key));
    }
}
