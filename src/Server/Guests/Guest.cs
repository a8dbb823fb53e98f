using Sluice.Model;
using Sluice.Sharing.Memory;
using Sluice.Sharing.Peers;
using Sluice.Sharing.Pots;

namespace Sluice.Server.Guests;

/// <summary>A connection, from when it is let in until it ends: what it holds, and what it is doing.</summary>
internal sealed class Guest : IDisposable
{
    /// <summary>What a connection costs before anything comes from it; and its first request.</summary>
    public const int IdleBytes = 8 * 1024;

    /// <summary>Whoever holds more has sent something large.</summary>
    public const int LargeBytes = 64 * 1024;

    private const int RequestBytes = 8 * 1024;

    /// <summary>What is read ahead of whoever takes it; more than that can only be a head that does not end.</summary>
    private const int ReadAheadBytes = 64 * 1024;

    /// <summary>In such steps what comes is counted; the first costs nothing besides.</summary>
    public const int StepBytes = 16 * 1024;

    /// <summary>How often a proof is noted of a connection that proves itself with every call.</summary>
    private static readonly TimeSpan NotedFor = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Lobby _lobby;
    private readonly Action _close;
    private readonly Holding _place;
    private readonly MemoryHolding _memory;
    private int _underWay;
    private long _since;
    private long _bodyBytes;
    private long _inputBytes;
    private volatile bool _hasSpoken;
    private volatile Proof? _proof;
    private volatile bool _hasLeft;

    /// <param name="close">Ends the connection at once.</param>
    /// <param name="place">Among all connections; taken.</param>
    /// <param name="extraBytes">What its protocol takes.</param>
    public Guest(Lobby lobby, byte[] address, Peer peer, Action close, Holding place, int extraBytes)
    {
        (_lobby, Address, Peer, _close, _place) = (lobby, address, peer, close, place);
        _memory = new(lobby.Memory, peer.Memory);
        _memory.Grow(IdleBytes + extraBytes);
        _since = lobby.Now;
    }

    /// <summary>See <see cref="PeerAddress"/>.</summary>
    public byte[] Address { get; }

    public Peer Peer { get; }

    public Lobby Lobby => _lobby;

    /// <summary>Where the lobby keeps it; for the lobby alone.</summary>
    public LinkedListNode<Guest>? Listed { get; set; }

    /// <summary>Whether somebody has proved over it who they are.</summary>
    public bool IsProven => _proof is not null;

    /// <summary>Whether anything has come from it yet.</summary>
    public bool HasSpoken => _hasSpoken;

    /// <summary>Whether it has given back all that it held: its connection is closed, or about to be.</summary>
    public bool HasLeft => _hasLeft;

    /// <summary>Whether no request of it is being answered.</summary>
    public bool IsIdle => Volatile.Read(ref _underWay) == 0;

    /// <summary>When it was let in, or its last answer went out; as <see cref="Lobby.Now"/>.</summary>
    public long Since => Volatile.Read(ref _since);

    /// <summary>All memory that it holds, with what its requests have sent.</summary>
    public long HeldBytes => _memory.Held + Volatile.Read(ref _bodyBytes);

    /// <summary>The first byte has come.</summary>
    public void Speak()
    {
        _hasSpoken = true;
        lock (_lock)
        {
            _memory.Grow(_hasLeft ? 0 : RequestBytes);
        }
    }

    public void BeginRequest()
    {
        if (!_hasSpoken)
        {
            Speak();
        }

        Interlocked.Increment(ref _underWay);
    }

    public void EndRequest()
    {
        Volatile.Write(ref _since, _lobby.Now);
        Interlocked.Decrement(ref _underWay);
    }

    /// <summary>A request of it holds so much more, or less: it is for the request to take and give back.</summary>
    public void CountBody(long bytes) => Interlocked.Add(ref _bodyBytes, bytes);

    /// <summary>So much has come that nobody has taken yet.</summary>
    /// <returns>Whether that may be.</returns>
    public bool TryHoldInput(long bytes)
    {
        var steps = bytes <= StepBytes ? 0 : (bytes + StepBytes - 1) / StepBytes * StepBytes;
        if (steps == _inputBytes)
        {
            return true;
        }

        lock (_lock)
        {
            var more = steps - _inputBytes;
            if (_hasLeft)
            {
                return true;
            }

            if (more < 0)
            {
                _memory.Shrink(-more);
            }
            else if (steps <= ReadAheadBytes)
            {
                _memory.Grow(more);
            }
            else if (!_memory.TryGrow(more))
            {
                return false;
            }

            _inputBytes = steps;
            return true;
        }
    }

    /// <summary>What is said where <see cref="TryHoldInput"/> says no.</summary>
    public ApiException RefuseInput() => MemoryRefusal.Of(_memory);

    /// <returns>The share of memory of whoever lately proved from there to hold this key; null when nobody did.</returns>
    public Share? FindProof(byte[] address, string key) =>
        _proof is { } known && IsOf(known, address, key) ? known.Memory
        : _lobby.FindProof(address, key) is { } account ? _lobby.Memory.Accounts.Of(account)
        : null;

    /// <summary>Somebody has proved to hold a key: what is held from here on counts on the key's account.</summary>
    /// <returns>The account's share of memory.</returns>
    public Share Prove(byte[] address, string key, string account)
    {
        if (_proof is { } known && known.Account == account && IsOf(known, address, key))
        {
            return known.Memory;
        }

        lock (_lock)
        {
            var until = _lobby.Now + (long)NotedFor.TotalMilliseconds;
            var proof = new Proof(address, key, account, _lobby.Memory.Accounts.Of(account), until);
            var connections = _lobby.NoteProof(address, key, account);
            if (!_hasLeft)
            {
                _memory.MoveTo(proof.Memory);
                _place.MoveTo(connections);
            }

            _proof = proof;
            return proof.Memory;
        }
    }

    /// <summary>Ends the connection, and gives its place to somebody else at once.</summary>
    public void Close()
    {
        Dispose();
        _close();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (!_hasLeft)
            {
                _hasLeft = true;
                _memory.Dispose();
                _place.Dispose();
            }
        }
    }

    /// <summary>Behind a proxy others' requests come over the same connection.</summary>
    private bool IsOf(Proof proof, byte[] address, string key) =>
        proof.Key == key && _lobby.Now < proof.NotedUntil && address.AsSpan().SequenceEqual(proof.Address);

    private sealed record Proof(byte[] Address, string Key, string Account, Share Memory, long NotedUntil);
}
