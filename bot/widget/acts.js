// What the buttons of messages do.

/** Return what can be done with messages of a chat. */
export function messageActs(app) {
  const { api, desk, memory, talk, texts } = app;
  return {
    retry: (id) => talk.retry(id),
    drop: (id) => {
      app.messages.drop(memory.state.entries.find((entry) => entry.id === id));
      talk.drop(id);
      app.parts.text.focus();
    },
    focusBack: () => app.parts.text.focus(),
    choose: (payload, title) => talk.say({ payload }, title),
    notFitting: () => {
      const text = texts.say("notFitting");
      talk.say({ text }, text);
    },
    callback: () => desk.callback(),
    isCallbackOffered: () => desk.isCallbackOffered(),
    feedback: (entry, helpful, reason) => {
      const message = entry.first + entry.messages.length - 1;
      memory.keep();
      const body = { message, helpful, ...(reason && { reason }) };
      api.feedback(memory.state.token, body).catch(() => app.tell("failed"));
    },
  };
}
