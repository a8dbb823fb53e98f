using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Sluice.Server.Guests;

namespace Sluice.Server.Hosting;

/// <summary>Sees what comes over a connection: that something does, and how much of it nobody has taken yet.</summary>
/// <remarks>A head may be a megabyte long; where thousands send one that never ends, this is where it is counted.</remarks>
/// <param name="inner">The connection's own reader.</param>
/// <param name="isCounted">Whether what is not taken counts: with HTTP/2 its window bounds it.</param>
/// <param name="refuse">Tells the other side that there is no room for it.</param>
internal sealed class GuestInput(PipeReader inner, Guest guest, bool isCounted, Func<Guest, Task> refuse) : PipeReader
{
    private ReadResult _last;
    private bool _holdsMuch;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(cancellationToken);
        if (!reading.IsCompletedSuccessfully)
        {
            return AwaitAsync(reading);
        }

        var result = reading.Result;
        return See(result) ? new(result) : RefuseAsync(result);
    }

    public override bool TryRead(out ReadResult result) => inner.TryRead(out result) && See(result);

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_holdsMuch)
        {
            guest.TryHoldInput(_last.Buffer.Slice(consumed).Length);
            _holdsMuch = false;
        }

        _last = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> AwaitAsync(ValueTask<ReadResult> reading)
    {
        var result = await reading;
        return See(result) ? result : await RefuseAsync(result);
    }

    private bool See(in ReadResult result)
    {
        var bytes = result.Buffer.Length;
        if (bytes > 0 && !guest.HasSpoken)
        {
            guest.Speak();
        }

        if (!isCounted || bytes <= Guest.StepBytes)
        {
            return true;
        }

        (_last, _holdsMuch) = (result, true);
        return guest.TryHoldInput(bytes);
    }

    private async ValueTask<ReadResult> RefuseAsync(ReadResult result)
    {
        inner.AdvanceTo(result.Buffer.End);
        await refuse(guest);
        throw new ConnectionResetException("There was no memory for more of the request.");
    }
}
