using System.IO.Pipelines;
using Sluice.Model;
using Sluice.Sharing.Memory;
using Sluice.Sharing.Peers;
using Sluice.Sharing.Pots;

namespace Sluice.Server.Guests;

/// <summary>One request, whichever door it comes through: on whose account it counts, and the memory that it holds.</summary>
/// <remarks>A small one holds none besides its connection's. Not shared among threads.</remarks>
internal sealed class Visit : IDisposable
{
    private readonly Guest _guest;
    private readonly byte[] _address;
    private readonly Peer _peer;
    private MemoryHolding? _memory;
    private Share? _account;

    private Visit(Guest guest, byte[] address, Peer peer)
    {
        (_guest, _address, _peer) = (guest, address, peer);
        guest.BeginRequest();
    }

    public static Visit Begin(HttpContext context)
    {
        var guest = context.Features.Get<Guest>()
            ?? throw new InvalidOperationException("The connection came past the gate.");
        if (!guest.Lobby.TrustsProxies)
        {
            return new(guest, guest.Address, guest.Peer);
        }

        var address = PeerAddress.Of(context.Connection.RemoteIpAddress);
        return new(guest, address, address.AsSpan().SequenceEqual(guest.Address) ? guest.Peer : guest.Lobby.PeerOf(address));
    }

    /// <summary>Its body begins to come, and is called off when it has had its time.</summary>
    public IDisposable BeginIntake(PipeReader body) => _guest.Lobby.Intakes.Begin(body, _guest.Lobby.Now);

    /// <summary>Takes so much more memory.</summary>
    /// <exception cref="ApiException"><c>ResourceThrottled</c>: there is not so much for it.</exception>
    public void Hold(long bytes)
    {
        if (!Memory.TryGrow(bytes))
        {
            throw MemoryRefusal.Of(Memory);
        }

        _guest.CountBody(bytes);
    }

    /// <summary>Takes so much more, whatever is left: for what takes the place of something that goes at once.</summary>
    public void HoldAnyway(long bytes)
    {
        Memory.Grow(bytes);
        _guest.CountBody(bytes);
    }

    /// <summary>Gives back a part.</summary>
    public void Release(long bytes)
    {
        Memory.Shrink(bytes);
        _guest.CountBody(-bytes);
    }

    /// <summary>It says that it is signed with this key: where that was proven lately, it counts on the key's account.</summary>
    public void Claim(string key)
    {
        if (key.Length > 0 && _guest.FindProof(_address, key) is { } account)
        {
            MoveTo(account);
        }
    }

    /// <summary>It has proved to be signed with this key.</summary>
    /// <param name="key">Empty where nothing needs to be proved.</param>
    public void Prove(string key, string account) => MoveTo(_guest.Prove(_address, key, account));

    /// <summary>Memory has run out in the middle of it.</summary>
    public void NoteRunOut() => _guest.Lobby.Memory.NoteRunOut();

    public void Dispose()
    {
        if (_memory is { } memory)
        {
            _guest.CountBody(-memory.Held);
            memory.Dispose();
        }

        _guest.EndRequest();
    }

    private MemoryHolding Memory
    {
        get
        {
            if (_memory is null)
            {
                _memory = new(_guest.Lobby.Memory, _peer.Memory);
                if (_account is not null)
                {
                    _memory.MoveTo(_account);
                }
            }

            return _memory;
        }
    }

    private void MoveTo(Share account)
    {
        _account = account;
        _memory?.MoveTo(account);
    }
}
