namespace Cpc.Transport.Datagram;

/// <summary>Which counters of a session were received (RFC 4303 §3.4.3): the highest, and a bit for each of the 256 up to
/// it.</summary>
internal struct ReplayWindow
{
    private ulong _a, _b, _c, _d; // _a holds the newest 64, bit 0 the highest
    private ulong _next; // one above the highest

    /// <summary>Whether a counter may still be taken. Ask before decrypting.</summary>
    public readonly bool MayTake(ulong counter)
    {
        if (counter >= _next) return counter != ulong.MaxValue;
        var behind = _next - 1 - counter;
        return behind < DatagramLimits.ReplayWindow && (Word((int)(behind / 64)) >> (int)(behind % 64) & 1) == 0;
    }

    /// <summary>Marks a counter as received, once its datagram has proved authentic.</summary>
    public void Take(ulong counter)
    {
        if (counter >= _next)
        {
            Shift(counter + 1 - _next);
            _next = counter + 1;
        }

        var behind = (int)(_next - 1 - counter);
        var bit = 1UL << (behind % 64);
        switch (behind / 64)
        {
            case 0: _a |= bit; break;
            case 1: _b |= bit; break;
            case 2: _c |= bit; break;
            default: _d |= bit; break;
        }
    }

    private readonly ulong Word(int index) => index switch { 0 => _a, 1 => _b, 2 => _c, _ => _d };

    private void Shift(ulong by)
    {
        if (by >= DatagramLimits.ReplayWindow)
        {
            (_a, _b, _c, _d) = (0, 0, 0, 0);
            return;
        }

        for (; by >= 64; by -= 64) (_a, _b, _c, _d) = (0, _a, _b, _c);
        if (by == 0) return;
        var (left, right) = ((int)by, 64 - (int)by);
        _d = (_d << left) | (_c >> right);
        _c = (_c << left) | (_b >> right);
        _b = (_b << left) | (_a >> right);
        _a <<= left;
    }
}
