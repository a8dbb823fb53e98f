using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Server.Audit;
using Sluice.Server.Authentication;
using Sluice.Server.Metering;
using Sluice.Server.Operations;
using Sluice.Server.Throttling;
using Sluice.Storage;

namespace Sluice.Server.Admission;

/// <summary>Whoever has a say on a call before it is carried out, whichever door it comes through.</summary>
internal sealed record Guards
{
    /// <summary>Null leaves the server open to programs on this machine.</summary>
    public Authenticator? Authenticator { get; init; }

    /// <summary>Who is logged in where a request comes from that is not signed; null where only signatures count.</summary>
    /// <remarks>It refuses what is neither signed nor logged in, and gives null for what is signed.</remarks>
    public Func<HttpRequest, bool, Caller?>? Logins { get; init; }

    /// <summary>Null allows everything to everybody who may call.</summary>
    public Gatekeeper? Gatekeeper { get; init; }

    /// <summary>Null when nothing is recorded.</summary>
    public AuditLog? Audit { get; init; }

    /// <summary>Null when nothing is counted.</summary>
    public ServerMeter? Meter { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Null when calls are not limited.</summary>
    public CallRates? Rates { get; init; }

    /// <summary>Of calls that read much at once; null when anybody may.</summary>
    public Seats? Seats { get; init; }

    /// <summary>Whether calls have to be signed.</summary>
    public bool WantSignatures => Authenticator is not null;

    /// <summary>Comes before anything is read.</summary>
    /// <exception cref="ApiException"><c>AccessDenied</c>: an open server is called from elsewhere.</exception>
    public void CheckSource(HttpRequest request)
    {
        if (!WantSignatures)
        {
            LoopbackGuard.Check(request.Headers);
        }
    }

    /// <summary>Authenticates, throttles, reads and authorises, in this order.</summary>
    /// <returns>What may be run.</returns>
    /// <exception cref="ApiException">The first that is in the way.</exception>
    public async ValueTask<ReadCall> AdmitAsync(Call call, Wanted wanted)
    {
        var (request, operation, service) = wanted;
        if (operation.IsForAnybody)
        {
            return operation.Read(request.Parameters, Caller.Nobody with { Origin = call.Origin });
        }

        var caller = Prove(call, wanted, out var nonce) with { Origin = call.Origin };
        call.Caller = caller;
        call.Visit.Prove(caller.AccessKeyId, caller.Account.Value);
        if (nonce is { } seen && Authenticator is not null)
        {
            await Authenticator.UseAsync(seen);
        }

        Throttle(call, caller, operation);
        var read = operation.Read(request.Parameters, caller);
        if (Gatekeeper is not null)
        {
            await Gatekeeper.CheckAsync(caller, $"{service}:{operation.Name}", read, call.Context.RequestAborted);
        }

        return read;
    }

    /// <summary>Carries out what was admitted: what reads much at once waits for a place first.</summary>
    /// <exception cref="ApiException">Whatever the operation says; <c>ResourceThrottled</c>: no place has come free.</exception>
    public async Task RunAsync(Call call, ReadCall read)
    {
        var cancelled = call.Context.RequestAborted;
        if (Seats is null || call is not { Wanted.Operation.ReadsPages: true, Caller: { } caller })
        {
            await read.RunAsync(call.Answer.Json, cancelled);
            return;
        }

        using var seat = await Seats.TakeAsync(caller.Account, cancelled);
        await read.RunAsync(call.Answer.Json, cancelled);
    }

    /// <summary>Counts it, and records how it ended, if such calls are recorded. No call waits for it.</summary>
    /// <param name="milliseconds">From the request's head to the answer.</param>
    public void Note(Call call, double milliseconds)
    {
        Meter?.Note(call.Action, call.Status, milliseconds);
        if (Audit is not null && call.Wanted is var (request, operation, service)
            && Audit.Wants(operation.Mutates || operation.IsConfidential, call.Status))
        {
            Audit.Note(new AuditRecord(
                Time.GetUtcNow(),
                call.RequestId,
                call.Caller?.Account.Value ?? "",
                call.Caller?.Arn ?? "",
                call.Caller?.AccessKeyId ?? Excerpt.Of(Credentials.ClaimedKey(request)),
                call.Origin.Address?.ToString() ?? "",
                service,
                operation.Name,
                operation.NamesOf(request.Parameters),
                call.Status,
                call.Outcome,
                (long)milliseconds));
        }
    }

    private Caller Prove(Call call, Wanted wanted, out UsedMark? nonce)
    {
        nonce = null;
        return Logins?.Invoke(call.Context.Request, wanted.Operation.Mutates)
            ?? Authenticator?.Verify(wanted.Request, wanted.Operation.Mutates, out nonce)
            ?? Caller.Open;
    }

    private void Throttle(Call call, Caller caller, Operation operation)
    {
        if (Rates?.Refuse(caller.Account, operation.Name, out var wait) is { } refusal)
        {
            call.RetryAfter = wait;
            throw refusal;
        }
    }
}
