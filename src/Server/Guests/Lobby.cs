using System.Net;
using Sluice.Sharing.Memory;
using Sluice.Sharing.Peers;
using Sluice.Sharing.Pots;

namespace Sluice.Server.Guests;

/// <summary>Who is connected, who is let in, and who has to leave.</summary>
/// <remarks>Callers on any thread.</remarks>
internal sealed class Lobby : IDisposable
{
    /// <summary>One account alone may have four fifths of the connections.</summary>
    private const double AccountAlpha = 4;

    /// <summary>Stands for any key that was proven to be held from an address.</summary>
    private const string AnyKey = "";

    /// <summary>A proxy's connections carry others' requests.</summary>
    private const string Proxies = "trusted proxies";

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly GuestOptions _options;
    private readonly TimeProvider _time;
    private readonly long _begin;
    private readonly Pot _places;
    private readonly Shares _accounts = new(AccountAlpha);
    private readonly PeerTable _peers = new();
    private readonly ProvenPairs _pairs = new();
    private readonly Dictionary<Peer, LinkedList<Guest>> _guests = [];
    private readonly ITimer _rounds;

    public Lobby(SharedMemory memory, GuestOptions options, TimeProvider time)
    {
        (Memory, _options, _time, _begin) = (memory, options, time, time.GetTimestamp());
        _places = new Pot("connections", options.MostConnections);
        Intakes = new(options.RequestTime);
        memory.Pressed += Relieve;
        _rounds = time.CreateTimer(_ => GoRound(), state: null, Round, Round);
    }

    public SharedMemory Memory { get; }

    public Intakes Intakes { get; }

    public bool TrustsProxies => _options.TrustedProxies.Count > 0;

    /// <summary>Milliseconds since it was opened.</summary>
    public long Now => (long)_time.GetElapsedTime(_begin).TotalMilliseconds;

    public int MostConnections => _options.MostConnections;

    /// <summary>Those that are open.</summary>
    public long Connections => _places.Used;

    public Peer PeerOf(ReadOnlySpan<byte> address) => _peers.Of(address);

    /// <param name="close">Ends the connection at once.</param>
    /// <param name="extraBytes">What its protocol takes.</param>
    /// <returns>Null when there is no room, and nobody who could make some.</returns>
    public Guest? TryEnter(IPAddress? from, Action close, int extraBytes)
    {
        var address = PeerAddress.Of(from);
        var isProxy = from is not null && _options.TrustedProxies.Any(network => network.Contains(from));
        Guest? leaving;
        Guest? entering = null;
        lock (_lock)
        {
            var peer = _peers.Of(address);
            var hasRoom = isProxy ? _places.Used < _places.Size : HasRoom(peer, address);
            leaving = hasRoom && Memory.Strangers.Used <= Memory.Strangers.Size ? null : FindOldestOfLargest();
            leaving?.Dispose();
            if (hasRoom || leaving is not null)
            {
                entering = Enter(peer, isProxy, close, address, extraBytes);
            }
        }

        leaving?.Close();
        return entering;
    }

    public void Leave(Guest guest)
    {
        lock (_lock)
        {
            Forget(guest);
        }

        guest.Dispose();
    }

    /// <returns>The account's share of the connections.</returns>
    public Share NoteProof(byte[] address, string key, string account)
    {
        var now = TimeSpan.FromMilliseconds(Now);
        _pairs.Note(address, key, account, now);
        _pairs.Note(address, AnyKey, account, now);
        return _accounts.Of(account);
    }

    /// <returns>The account of a key that was lately proven from there; null when there is none.</returns>
    public string? FindProof(byte[] address, string key) => _pairs.Find(address, key, TimeSpan.FromMilliseconds(Now));

    /// <summary>Ends what has had its time.</summary>
    public void GoRound()
    {
        var now = Now;
        Intakes.EndThoseDue(now);
        var isTight = _places.Used > 0.75 * _places.Size || Memory.Level >= MemoryLevel.Short;
        foreach (var guest in Where(guest => !guest.HasLeft && HasHadItsTime(guest, now, isTight)))
        {
            guest.Close();
        }
    }

    public void Dispose()
    {
        Memory.Pressed -= Relieve;
        _rounds.Dispose();
    }

    private bool HasHadItsTime(Guest guest, long now, bool isTight)
    {
        var rested = now - guest.Since;
        return guest.HasSpoken
            ? isTight && !guest.IsProven && guest.IsIdle && rested >= _options.TightIdleTime.TotalMilliseconds
            : rested >= _options.FirstByteTime.TotalMilliseconds;
    }

    private Guest Enter(Peer peer, bool isProxy, Action close, byte[] address, int extraBytes)
    {
        var place = new Holding(_places, isProxy ? _accounts.Of(Proxies) : peer.Connections);
        place.Grow(1);
        var guest = new Guest(this, address, peer, close, place, extraBytes);
        if (!_guests.TryGetValue(peer, out var list))
        {
            _guests.Add(peer, list = new());
        }

        guest.Listed = list.AddLast(guest);
        return guest;
    }

    private void Forget(Guest guest)
    {
        if (guest.Listed is { List: { } list } listed)
        {
            list.Remove(listed);
            if (list.Count == 0)
            {
                _guests.Remove(guest.Peer);
            }
        }
    }

    /// <remarks>The first connection of a peer needs no more than a free place; the last tenth is for those who have lately
    /// proved who they are.</remarks>
    private bool HasRoom(Peer peer, byte[] address)
    {
        var (held, free) = (peer.Connections.Held, _places.Size - _places.Used - 1);
        var isRoomFor = held == 0 || held + 1 <= peer.Connections.Alpha * free;
        return FindProof(address, AnyKey) is { } name && _accounts.Of(name) is var account
            ? free >= 0 && isRoomFor && (account.Held == 0 || account.Held + 1 <= account.Alpha * free)
            : free >= _options.ReservedConnections && isRoomFor;
    }

    /// <summary>The oldest connection that does nothing, and over which nobody has proved anything, of whoever has most
    /// connections and has such a one.</summary>
    /// <returns>Forgotten already; null when there is none.</returns>
    private Guest? FindOldestOfLargest()
    {
        Guest? oldest = null;
        var most = 0L;
        foreach (var (peer, guests) in _guests)
        {
            if (peer.Connections.Held > most
                && guests.FirstOrDefault(guest => guest is { IsIdle: true, IsProven: false }) is { } first)
            {
                (oldest, most) = (first, peer.Connections.Held);
            }
        }

        if (oldest is not null)
        {
            Forget(oldest);
        }

        return oldest;
    }

    /// <summary>Where memory is critical, the peer that holds most loses its largest connection.</summary>
    private void Relieve(MemoryLevel level)
    {
        if (level == MemoryLevel.Critical && FindLargest() is { } largest)
        {
            largest.Close();
        }
    }

    private Guest? FindLargest()
    {
        lock (_lock)
        {
            return _guests.MaxBy(peer => peer.Key.Memory.Held).Value?
                .Where(guest => !guest.IsProven && guest.HeldBytes > Guest.LargeBytes)
                .MaxBy(guest => guest.HeldBytes);
        }
    }

    private List<Guest> Where(Func<Guest, bool> applies)
    {
        lock (_lock)
        {
            return [.. _guests.Values.SelectMany(list => list).Where(applies)];
        }
    }
}
