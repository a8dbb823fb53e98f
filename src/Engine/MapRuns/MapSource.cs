using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Sluice.Engine.MapRuns;

/// <summary>Where a map run's children are read from: one reading at a time, beside the shard's loop.</summary>
internal sealed class MapSource
{
    private Stage _stage = Stage.Shut;
    private MapFeed? _feed;

    /// <remarks><c>Shut → Open ⇄ Reading → Closing → Shut</c>, and <c>Open → Shut</c>.</remarks>
    private enum Stage
    {
        Shut,
        Open,
        Reading,

        /// <summary>It is to be shut when the reading that is under way comes back.</summary>
        Closing,
    }

    public void Open(MapFeed feed)
    {
        if (_stage != Stage.Shut)
        {
            throw new UnreachableException($"A map run's source that is {_stage} cannot be opened.");
        }

        (_stage, _feed) = (Stage.Open, feed);
    }

    /// <summary>Begins a reading, unless one is under way or there is nothing to read from.</summary>
    public bool TryBeginReading([NotNullWhen(true)] out MapFeed? feed)
    {
        feed = _feed;
        if (_stage != Stage.Open || feed is null)
        {
            return false;
        }

        _stage = Stage.Reading;
        return true;
    }

    /// <summary>The reading has come back.</summary>
    public ValueTask EndReadingAsync()
    {
        switch (_stage)
        {
            case Stage.Reading:
                _stage = Stage.Open;
                return ValueTask.CompletedTask;
            case Stage.Closing:
                return ShutAsync();
            default:
                throw new UnreachableException($"A map run's source that is {_stage} has no reading under way.");
        }
    }

    /// <summary>Nothing more is read; a reading that is under way ends first.</summary>
    public ValueTask CloseAsync()
    {
        switch (_stage)
        {
            case Stage.Open:
                return ShutAsync();
            case Stage.Reading:
                _stage = Stage.Closing;
                return ValueTask.CompletedTask;
            default:
                return ValueTask.CompletedTask;
        }
    }

    /// <summary>Nothing more is read, and no reading is under way any more.</summary>
    public async ValueTask ShutAsync()
    {
        var feed = _feed;
        (_stage, _feed) = (Stage.Shut, null);
        if (feed is not null)
        {
            await feed.DisposeAsync();
        }
    }
}
