'use client';

import { LoaderCircle, Search } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState, type Ref } from 'react';

/** How long after the last key the question is put, in milliseconds. */
const pause = 120;

export interface SearchBoxProps {
  ref: Ref<HTMLInputElement>;
  /** The parameter. */
  name: string;
  label: string;
  /** What the URL asks for. */
  asked: string;
  isPending: boolean;
  /** Puts the question: as a new step of the history, or in place of the present one. */
  onAsk: (text: string, how: 'push' | 'replace') => void;
}

/**
 * A search that answers while one types. All that is typed without leaving the field or pressing Enter is one step of
 * the history, so that Back leads to the list before the search.
 */
export function SearchBox({ ref, name, label, asked, isPending, onAsk }: SearchBoxProps) {
  const [text, setText] = useState(asked);
  const [answered, setAnswered] = useState(asked);
  const [sent, setSent] = useState<{ text: string; burst: number } | null>(null);
  const burst = useRef(0);
  // The burst whose step is in the history. A step that was only asked for may never have got there.
  const [stepOf, setStepOf] = useState(0);
  // The URL moved without us (Back, a link): the field follows it. Our own echo must not, or it
  // would take back what has been typed since.
  if (answered !== asked) {
    setAnswered(asked);
    setSent(null);
    if (sent?.text === asked) setStepOf(sent.burst);
    else setText(asked);
  }

  const ask = () => {
    const wanted = text.trim();
    if (wanted === (sent?.text ?? asked).trim()) return;
    setSent({ text: wanted, burst: burst.current });
    onAsk(wanted, stepOf === burst.current ? 'replace' : 'push');
  };
  const askLater = useEffectEvent(ask);
  useEffect(() => {
    const timer = setTimeout(askLater, pause);
    return () => clearTimeout(timer);
  }, [text]);
  const beginAnew = () => {
    burst.current += 1;
  };

  return (
    <div className="relative min-w-0 flex-1 basis-40 md:max-w-60">
      {isPending ? (
        <LoaderCircle aria-hidden="true" size={14} className="absolute top-2.25 left-2 animate-spin text-muted" />
      ) : (
        <Search aria-hidden="true" size={14} className="absolute top-2.25 left-2 text-muted" />
      )}
      <input
        ref={ref}
        type="search"
        name={name}
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={beginAnew}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          ask();
          beginAnew();
        }}
        className="h-8 w-full rounded-md border border-control bg-canvas pr-2 pl-7 outline-offset-0"
      />
    </div>
  );
}
