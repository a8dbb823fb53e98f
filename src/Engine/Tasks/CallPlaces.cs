using System.Diagnostics.CodeAnalysis;
using Sluice.Model.Names;
using Sluice.Sharing.Pots;

namespace Sluice.Engine.Tasks;

/// <summary>How many calls are out at once, shared among accounts, and within an account among the places they go to.</summary>
/// <remarks>
/// What there is for all, and what there is for one place, is divided by the rule of <see cref="Pot"/>: whoever hangs many
/// calls leaves room for others. Of its own bound an account leaves a fifth to its other places. A place that is free goes
/// to the account that has the fewest out, and there to the place with the fewest. Callers on any thread.
/// </remarks>
/// <param name="most">Calls that one account alone may have out; 1 or more.</param>
internal sealed class CallPlaces(int most)
{
    public const double Alpha = 4;

    private readonly Lock _lock = new();
    private readonly Pot _all = Pot.ForOneAlone("calls", most, Alpha);
    private readonly Dictionary<AccountId, AccountCalls> _accounts = [];
    private readonly Dictionary<string, (Pot Pot, int Calls)> _limited = new(StringComparer.Ordinal);
    private int _waiting;

    /// <summary>Calls that wait for a place.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Calls that have one.</summary>
    public long Out => _all.Used;

    /// <summary>Calls of one account that are out or wait, by where they go.</summary>
    public IReadOnlyList<(string Place, int Out, int Waiting)> Of(AccountId account)
    {
        lock (_lock)
        {
            return _accounts.TryGetValue(account, out var its)
                ? [.. its.Places.Select(there => (there.Key, there.Value.Out, there.Value.Waiting.Count))]
                : [];
        }
    }

    /// <summary>Takes a place for a call, or else lets it wait.</summary>
    /// <returns>Whether it has one; otherwise it is let in later.</returns>
    public bool TryEnter(OutCall call)
    {
        lock (_lock)
        {
            if (!_accounts.TryGetValue(call.Account, out var its))
            {
                _accounts.Add(call.Account, its = new AccountCalls(call.Account));
            }

            var there = its.Of(call.Place.Name);
            if (there.Waiting.Count == 0 && TryTake(its, there, call))
            {
                return true;
            }

            call.Waits = there.Waiting.AddLast(call);
            its.Waiting++;
            Volatile.Write(ref _waiting, _waiting + 1);
            return false;
        }
    }

    /// <summary>A call is over, or does not wait any more; others are let in. Harmless when it comes twice.</summary>
    public void Leave(OutCall call)
    {
        List<OutCall>? next = null;
        lock (_lock)
        {
            if (call.Waits is not null)
            {
                StopWaiting(_accounts[call.Account], _accounts[call.Account].Of(call.Place.Name), call);
                Forget(call);
            }
            else if (call.HasPlace)
            {
                GiveBack(call);
                Forget(call);
            }

            while (_waiting > 0 && TryTakeNext(out var waited))
            {
                (next ??= []).Add(waited);
            }
        }

        next?.ForEach(waited => waited.LetIn());
    }

    /// <summary>The waiting account with the fewest out, then its place with the fewest.</summary>
    private bool TryTakeNext([NotNullWhen(true)] out OutCall? call)
    {
        foreach (var its in _accounts.Values.Where(its => its.Waiting > 0).OrderBy(its => its.Share.Held))
        {
            if (!MayHaveMore(_all, its.Share))
            {
                // Then all who have more out are at their bound, too: it is the same for all.
                break;
            }

            foreach (var there in its.Places.Values.Where(there => there.Waiting.Count > 0).OrderBy(there => there.Out))
            {
                call = there.Waiting.First!.Value;
                if (TryTake(its, there, call))
                {
                    StopWaiting(its, there, call);
                    return true;
                }
            }
        }

        call = null;
        return false;
    }

    private bool TryTake(AccountCalls its, CallsThere there, OutCall call)
    {
        var others = its.Share.Held - there.Out;
        var mostThere = Math.Ceiling((_all.BoundOf(its.Share) - others) * Alpha / (1 + Alpha));
        if ((there.Out > 0 && there.Out >= mostThere) || !MayHaveMore(_all, its.Share))
        {
            return false;
        }

        if (call.Place.Most is { } limit && !TryTakeThere(call.Place.Name, limit, there))
        {
            return false;
        }

        _all.Take(its.Share, 1);
        there.Out++;
        call.HasPlace = true;
        return true;
    }

    private bool TryTakeThere(string name, int limit, CallsThere there)
    {
        var (pot, calls) = _limited.TryGetValue(name, out var known)
            ? known
            : (Pot.ForOneAlone(name, limit, Alpha), 0);
        if (!MayHaveMore(pot, there.Share))
        {
            return false;
        }

        pot.Take(there.Share, 1);
        _limited[name] = (pot, calls + 1);
        return true;
    }

    /// <remarks>One that has nothing may have one of whatever is left: of a small pot its bound is less than that.</remarks>
    private static bool MayHaveMore(Pot pot, Share share) =>
        share.Held == 0 ? pot.Used < pot.Size : share.Held < pot.BoundOf(share);

    private void GiveBack(OutCall call)
    {
        var its = _accounts[call.Account];
        var there = its.Of(call.Place.Name);
        there.Out--;
        call.HasPlace = false;
        _all.GiveBack(its.Share, 1);
        if (call.Place.Most is not null)
        {
            var (pot, calls) = _limited[call.Place.Name];
            pot.GiveBack(there.Share, 1);
            if (calls == 1)
            {
                _limited.Remove(call.Place.Name);
            }
            else
            {
                _limited[call.Place.Name] = (pot, calls - 1);
            }
        }
    }

    private void StopWaiting(AccountCalls its, CallsThere there, OutCall call)
    {
        there.Waiting.Remove(call.Waits!);
        call.Waits = null;
        its.Waiting--;
        Volatile.Write(ref _waiting, _waiting - 1);
    }

    /// <summary>Nothing is kept of accounts and places that have no calls.</summary>
    private void Forget(OutCall call)
    {
        var its = _accounts[call.Account];
        if (its.Of(call.Place.Name).IsIdle)
        {
            its.Places.Remove(call.Place.Name);
        }

        if (its.Places.Count == 0)
        {
            _accounts.Remove(call.Account);
        }
    }
}
