namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Where a search stands in one flow: read ahead a little, and more the longer it goes on.</summary>
internal sealed class FlowCursor(FlowScan scan, long flow, long? value, ExecutionPlace? after, int chunk)
{
    private const int Growth = 8;
    private const int LargestChunk = 512;

    private readonly Queue<Scanned> _ahead = new();
    private ExecutionPlace? _after = after;
    private int _chunk = chunk;
    private bool _isAtEnd;

    public Scanned Current { get; private set; }

    public bool MoveNext()
    {
        if (_ahead.Count == 0 && !_isAtEnd)
        {
            Read();
        }

        if (!_ahead.TryDequeue(out var next))
        {
            return false;
        }

        Current = next;
        return true;
    }

    private void Read()
    {
        var places = scan.Read(flow, value, _after, _chunk);
        places.ForEach(_ahead.Enqueue);
        _isAtEnd = places.Count < _chunk;
        _after = places.Count > 0 ? places[^1].Place : _after;
        _chunk = Math.Min(_chunk * Growth, LargestChunk);
    }
}
